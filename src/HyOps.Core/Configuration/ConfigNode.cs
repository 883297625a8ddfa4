using System.Collections.Immutable;
using HyOps.Core.Problems;

namespace HyOps.Core.Configuration;

/// <summary>A value that a person wrote in a configuration file, with its place. Maps keep the order of their keys.</summary>
/// <param name="Location">Where the value starts.</param>
public abstract record ConfigNode(SourceLocation Location);

/// <summary>A scalar with the text that the author wrote: <c>no</c>, <c>0644</c> and <c>1.10</c> stay as they are.</summary>
/// <param name="Location">Where it starts.</param>
/// <param name="Text">The text, with YAML's quoting undone.</param>
/// <param name="IsPlain">Whether it was written without quotes, so that <c>true</c>, <c>8000</c> and <c>null</c> mean a boolean, a number and nothing.</param>
public sealed record ConfigScalar(SourceLocation Location, string Text, bool IsPlain) : ConfigNode(Location)
{
    /// <summary>Whether it stands for nothing: empty without quotes, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>The boolean that it stands for; only YAML 1.2's words count (<c>no</c> is a country).</summary>
    public bool? AsBoolean => IsPlain ? Text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    } : null;

    /// <summary>
    /// The whole number that it stands for: plain, in the one form that survives a round trip.
    /// <c>0644</c>, <c>+1</c>, <c>-0</c>, <c>1_000</c> and what a double cannot hold are texts.
    /// </summary>
    public long? AsInteger => IsPlain ? CanonicalInteger.Parse(Text) : null;
}

/// <summary>A list.</summary>
/// <param name="Location">Where it starts.</param>
/// <param name="Items">Its items, in order.</param>
public sealed record ConfigList(SourceLocation Location, ImmutableArray<ConfigNode> Items) : ConfigNode(Location);

/// <summary>A key with its value.</summary>
/// <param name="Key">The key's text.</param>
/// <param name="KeyLocation">Where the key stands.</param>
/// <param name="Value">The value.</param>
public sealed record ConfigEntry(string Key, SourceLocation KeyLocation, ConfigNode Value);
