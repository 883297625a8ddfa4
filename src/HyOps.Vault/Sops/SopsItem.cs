using System.Collections.Immutable;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Vault.Sops;

/// <summary>A value of a SOPS document, or a comment of it. It prints no value.</summary>
public sealed record SopsItem
{
    private const string TextType = "str";

    private SopsItem(ImmutableArray<string> path, SecretValue value, string type) => (Path, Value, Type) = (path, value, type);

    /// <summary>The keys that lead to it; in a flat document one; for a comment none.</summary>
    public ImmutableArray<string> Path { get; }

    /// <summary>The path, for people: <c>app.password</c>.</summary>
    public string Key => string.Join('.', Path);

    /// <summary>Its text, as <c>sops decrypt</c> prints it.</summary>
    public SecretValue Value { get; }

    /// <summary>What the text stands for: <c>str</c>, <c>int</c>, <c>float</c>, <c>bytes</c>, <c>bool</c>, <c>time</c>, <c>comment</c>.</summary>
    public string Type { get; }

    /// <summary>Whether it is a comment.</summary>
    public bool IsComment => Type == EncryptedValue.Comment;

    /// <summary>Where it stands, for what was read.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>Whether it was read encrypted; what is empty never is.</summary>
    public bool IsEncrypted => Sealed is not null;

    /// <summary>What stands in the file for it, where it was read encrypted: it stays as long as the data key stays, so that git shows what changed.</summary>
    internal string? Sealed { get; init; }

    /// <summary>A text under a key of its own.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The text.</param>
    public static SopsItem Text(string key, SecretValue value) => new([key], value, TextType);

    /// <summary>A comment of the whole document.</summary>
    /// <param name="text">Its text, without the number sign.</param>
    public static SopsItem Comment(string text) => new([], SecretValue.From(text), EncryptedValue.Comment);

    internal static SopsItem Of(ImmutableArray<string> path, SecretValue value, string type, SourceLocation location) => new(path, value, type) { Location = location };
}
