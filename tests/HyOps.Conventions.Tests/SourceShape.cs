using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HyOps.Conventions.Tests;

/// <summary>The size and the form of the code.</summary>
public sealed class SourceShape
{
    private const int LongestFile = 300;
    private const int LongestMethod = 40;
    private static readonly string[] MadeToBeDerived = ["HyOpsException", "HyOpsContext"];
    private static readonly string[] CatchAll = ["Models", "Helpers", "Utils", "Utilities", "Services", "Common", "Misc"];

    private static IReadOnlyList<string> Everything => SourceTree.CSharp("src", "build", "tests", "bench");

    [Fact]
    public void Files_are_short() =>
        Broken.Nowhere(Everything.Where(file => SourceTree.Lines(file).Length > LongestFile));

    [Fact]
    public void Methods_are_short()
    {
        var tooLong = Everything.SelectMany(file => SourceTree.Syntax(file).DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
            .Where(method => LinesOf(method.Body ?? (SyntaxNode?)method.ExpressionBody) > LongestMethod)
            .Select(method => SourceTree.Place(file, method)));

        Broken.Nowhere(tooLong);
    }

    [Fact]
    public void Folders_name_a_subject() =>
        Broken.Nowhere(Everything.Where(file => file.Split('/').Any(CatchAll.Contains)));

    [Fact]
    public void A_file_is_named_after_a_type_in_it()
    {
        var misnamed = SourceTree.CSharp("src")
            .Where(file => TypesOf(file) is { Count: > 0 } types && !types.Contains(Path.GetFileNameWithoutExtension(file).Split('.')[0]));

        Broken.Nowhere(misnamed);
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        var astray = SourceTree.CSharp("src").Where(file => SourceTree.Syntax(file).DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault() is { } space
            && space.Name.ToString() != string.Join('.', Path.GetDirectoryName(file)!.Split('/').Skip(1))
            && !file.StartsWith("src/Cake.Frosting/", StringComparison.Ordinal));

        Broken.Nowhere(astray);
    }

    [Fact]
    public void Public_classes_are_sealed_unless_they_are_made_to_be_derived()
    {
        var open = SourceTree.CSharp("src").Where(file => !file.StartsWith("src/Cake.Frosting/", StringComparison.Ordinal))
            .SelectMany(file => SourceTree.Syntax(file).DescendantNodes().OfType<TypeDeclarationSyntax>()
                .Where(type => type is ClassDeclarationSyntax or RecordDeclarationSyntax)
                .Where(type => !type.Modifiers.Any(modifier => modifier.Text is "sealed" or "static" or "abstract") && type.Keyword.Text != "struct"
                    && !(type is RecordDeclarationSyntax record && record.ClassOrStructKeyword.Text == "struct"))
                .Where(type => !MadeToBeDerived.Contains(type.Identifier.Text) && !type.Modifiers.Any(modifier => modifier.Text == "partial"))
                .Select(type => SourceTree.Place(file, type)));

        Broken.Nowhere(open);
    }

    [Fact]
    public void Asynchronous_methods_take_a_cancellation_token_last()
    {
        var without = SourceTree.CSharp("src").Where(file => !file.StartsWith("src/Cake.Frosting/", StringComparison.Ordinal))
            .SelectMany(file => SourceTree.Syntax(file).DescendantNodes().OfType<MethodDeclarationSyntax>()
                .Where(method => method.Identifier.Text.EndsWith("Async", StringComparison.Ordinal) && !method.Modifiers.Any(modifier => modifier.Text is "override" or "private"))
                .Where(method => method.Identifier.Text != "DisposeAsync")
                .Where(method => method.ParameterList.Parameters.LastOrDefault()?.Type?.ToString() is not "CancellationToken")
                .Select(method => SourceTree.Place(file, method)));

        Broken.Nowhere(without);
    }

    private static int LinesOf(SyntaxNode? body)
    {
        if (body is null)
        {
            return 0;
        }

        var span = body.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static IReadOnlyList<string> TypesOf(string file) =>
        [.. SourceTree.Syntax(file).DescendantNodes().Select(node => node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            DelegateDeclarationSyntax type => type.Identifier.Text,
            _ => null,
        }).OfType<string>()];
}
