namespace HyOps.Core.Redaction.Views;

/// <summary>Percent-encoding (RFC 3986 section 2.1) decoded: whichever characters an encoder leaves alone, and in either case of the digits.</summary>
internal sealed class PercentView : IView
{
    /// <inheritdoc/>
    public ReadOnlySpan<byte> Triggers => "%"u8;

    /// <inheritdoc/>
    public EditAnswer Read(ReadOnlySpan<byte> text, int at, out Edit edit)
    {
        edit = default;
        if (Digits.Hex(text, at + 1, 2, out var value) is not EditAnswer.Found and var answer)
        {
            return answer;
        }

        edit = new Edit(at, at + 3, value, 1);
        return EditAnswer.Found;
    }
}
