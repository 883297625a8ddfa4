namespace HyOps.Core.Redaction.Views;

/// <summary>
/// A way in which somebody else reads a text: a terminal drops colours, a parser decodes escapes. A secret that appears in a view is masked in
/// the text, whatever mix of escapes hides it there. A new view is one class and one line in <see cref="ViewSearch"/>.
/// </summary>
internal interface IView
{
    /// <summary>One of these bytes begins every edit.</summary>
    ReadOnlySpan<byte> Triggers { get; }

    /// <summary>What stands at a place where a trigger is.</summary>
    /// <param name="text">Any bytes.</param>
    /// <param name="at">The trigger's place.</param>
    /// <param name="edit">The edit, where the answer says that there is one.</param>
    EditAnswer Read(ReadOnlySpan<byte> text, int at, out Edit edit);
}

/// <summary>What a view says of a place.</summary>
internal enum EditAnswer
{
    /// <summary>Nothing is shown otherwise.</summary>
    None,

    /// <summary>There is an edit.</summary>
    Found,

    /// <summary>The text ends too early to tell.</summary>
    Unfinished,
}
