using HyOps.Testing;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HyOps.Conventions.Tests;

/// <summary>What may be called in one place only stays there.</summary>
public sealed class OneHome
{
    [Fact]
    public void Banned_symbols_are_open_in_their_homes_only()
    {
        var lines = SourceTree.Lines(".editorconfig");

        var homes = lines.Index().Where(line => line.Item.StartsWith("dotnet_diagnostic.RS0030", StringComparison.Ordinal))
            .Select(line => lines[..line.Index].Last(before => before.StartsWith('[')));

        Golden.Matches("homes.golden", string.Join('\n', homes) + "\n");
        Broken.Nowhere(SourceTree.CSharp("src").Where(file => SourceTree.Text(file).Contains("warning disable RS0030", StringComparison.Ordinal)));
    }

    [Fact]
    public void Secrets_are_revealed_in_known_places_only()
    {
        var reveals = SourceTree.CSharp("src").Select(file => (File: file, Count: RevealsIn(file))).Where(found => found.Count > 0);

        Golden.Matches("reveals.golden", string.Concat(reveals.Select(found => $"{found.Count} {found.File}\n")));
    }

    [Fact]
    public void Cake_is_known_to_its_hosts_only()
    {
        var users = SourceTree.CSharp("src").Where(file => !file.StartsWith("src/HyOps.Cake/", StringComparison.Ordinal) && !file.StartsWith("src/Cake.Frosting/", StringComparison.Ordinal))
            .Where(file => SourceTree.Syntax(file).DescendantNodes().OfType<UsingDirectiveSyntax>()
                .Any(directive => directive.Name?.ToString().StartsWith("Cake.", StringComparison.Ordinal) is true));

        Broken.Nowhere(users);
    }

    [Fact]
    public void Nothing_is_left_to_do_and_no_test_is_switched_off()
    {
        // Assembled, so that this file does not find itself.
        string[] marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK:", "NotImplemented" + "Exception", "Skip" + " = \"", "Assert.True(" + "true)"];

        var found = SourceTree.CSharp("src", "build", "tests", "bench")
            .SelectMany(file => marks.Where(mark => SourceTree.Text(file).Contains(mark, StringComparison.Ordinal)).Select(mark => $"{file}: {mark}"));

        Broken.Nowhere(found);
    }

    private static int RevealsIn(string file) =>
        SourceTree.Syntax(file).DescendantNodes().OfType<MemberAccessExpressionSyntax>().Count(access => access.Name.Identifier.Text == "Reveal");
}
