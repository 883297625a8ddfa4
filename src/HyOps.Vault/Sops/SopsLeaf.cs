using System.Collections.Immutable;
using System.Globalization;
using HyOps.Core.Configuration;
using HyOps.Core.Problems;

namespace HyOps.Vault.Sops;

/// <summary>A value or a comment as it stands in the file, not opened.</summary>
public sealed class SopsLeaf
{
    private const char NumberSign = '#';
    private const string Sealed = "ENC[";

    private SopsLeaf(ImmutableArray<string> path, ConfigScalar scalar, bool isNested, bool isComment) =>
        (Path, Scalar, IsNested, IsComment) = (path, scalar, isNested, isComment);

    /// <summary>The keys that lead to it; none for a comment.</summary>
    public ImmutableArray<string> Path { get; }

    /// <summary>The path, for people.</summary>
    public string Key => IsComment ? "a comment" : string.Join('.', Path);

    /// <summary>Where it stands.</summary>
    public SourceLocation Location => Scalar.Location;

    /// <summary>Whether it is in a map or a list.</summary>
    public bool IsNested { get; }

    /// <summary>Whether it is a comment.</summary>
    public bool IsComment { get; }

    /// <summary>Whether it is a value that anybody can read: neither encrypted nor empty.</summary>
    public bool IsClear => !IsComment && !IsSealed && !Scalar.IsNull && Scalar.Text.Length > 0;

    internal ConfigScalar Scalar { get; }

    /// <summary>A comment that somebody wrote without SOPS, which takes it as it is.</summary>
    internal bool IsClearComment => IsComment && !IsSealed;

    /// <summary>What its tag binds it to: its path, lists without their numbers.</summary>
    internal string Associated => string.Join(':', Path) + ":";

    private bool IsSealed => Scalar.Text.StartsWith(Sealed, StringComparison.Ordinal);

    internal static IEnumerable<SopsLeaf> Below(ImmutableArray<string> path, ConfigNode node) => Below(path, node, isNested: false);

    /// <summary>The lines of a text that begin with a number sign: in YAML and dotenv alike, nothing else can.</summary>
    internal static IEnumerable<SopsLeaf> Comments(string file, string text) => text
        .Split('\n')
        .Select((line, at) => (Text: line.TrimEnd('\r'), Line: at + 1))
        .Where(line => line.Text.StartsWith(NumberSign))
        .Select(line => new SopsLeaf([], new ConfigScalar(new SourceLocation(file, line.Line, 1), line.Text[1..], IsPlain: false), isNested: false, isComment: true));

    /// <summary>
    /// What counts of a value in the clear for the check value, and its type. What counts is the value, not its text: only texts and what has
    /// one way of writing are told without a guess.
    /// </summary>
    /// <exception cref="SopsException">It may be a number or a time.</exception>
    internal (string Counted, string Type) ClearText() =>
        IsComment ? (Scalar.Text, EncryptedValue.Comment)
        : !Scalar.IsPlain ? (Scalar.Text, "str")
        : Scalar.AsInteger is { } number ? (number.ToString(CultureInfo.InvariantCulture), "int")
        : Scalar.AsBoolean is { } flag ? (flag ? "True" : "False", "bool")
        : Scalar.Text is [var first, ..] && (char.IsAsciiDigit(first) || first is '+' or '-' or '.') ? throw SopsException.Ambiguous(Scalar.Location, Key)
        : (Scalar.Text, "str");

    private static IEnumerable<SopsLeaf> Below(ImmutableArray<string> path, ConfigNode node, bool isNested) => node switch
    {
        ConfigMap map => map.Entries.SelectMany(entry => Below(path.Add(entry.Key), entry.Value, isNested: true)),
        ConfigList list => list.Items.SelectMany(item => Below(path, item, isNested: true)),
        ConfigScalar scalar => [new SopsLeaf(path, scalar, isNested, isComment: false)],
        _ => [],
    };
}
