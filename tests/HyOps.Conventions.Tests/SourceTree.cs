using HyOps.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HyOps.Conventions.Tests;

/// <summary>The files of this repository, as the conventions look at them.</summary>
internal static class SourceTree
{
    private static readonly string[] Generated = ["bin", "obj", "artifacts", ".git", "TestResults"];

    /// <summary>The C# files below some folders, relative to the repository, with slashes.</summary>
    public static IReadOnlyList<string> CSharp(params string[] folders) => Files("*.cs", folders);

    /// <summary>Files below some folders that fit a pattern.</summary>
    public static IReadOnlyList<string> Files(string pattern, params string[] folders) =>
        [.. folders.Select(Absolute).Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(RepositoryRoot.FullPath, path))
            .Where(path => !path.Split('/').Any(Generated.Contains))
            .Order(StringComparer.Ordinal)];

    public static string Absolute(string relative) => Path.Combine(RepositoryRoot.FullPath, relative);

    public static string Text(string relative) => File.ReadAllText(Absolute(relative));

    public static string[] Lines(string relative) => File.ReadAllLines(Absolute(relative));

    public static SyntaxNode Syntax(string relative) =>
        CSharpSyntaxTree.ParseText(Text(relative), new CSharpParseOptions(LanguageVersion.Preview), relative).GetRoot();

    /// <summary>Where a node stands, for a message.</summary>
    public static string Place(string relative, SyntaxNode node) => $"{relative}({node.GetLocation().GetLineSpan().StartLinePosition.Line + 1})";
}
