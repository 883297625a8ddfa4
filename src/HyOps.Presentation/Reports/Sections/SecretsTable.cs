using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Reports.Markup;

namespace HyOps.Presentation.Reports.Sections;

/// <summary>The secrets by name, with where they came from and who was given them; and what a bootstrap made of the mapped ones.</summary>
internal static class SecretsTable
{
    public static void Write(Page page, RunReading run, Anchors anchors)
    {
        if (run.Record.Secrets.Count > 0)
        {
            WriteGiven(page, run, anchors);
        }

        if (run.Record.Seeded.Count > 0)
        {
            WriteSeeded(page, run);
        }
    }

    private static void WriteGiven(Page page, RunReading run, Anchors anchors)
    {
        page.Write($"""
            <section aria-labelledby="secrets">
            <h2 id="secrets">Secrets</h2>
            <p class="note">Names only. Within this run, equal fingerprints are equal values; across runs they say nothing.</p>

            """);
        Table.Begin(page, "secrets", "Name", "Source", "Given to", "Fingerprint");
        foreach (var secret in run.Record.Secrets)
        {
            var source = secret.AuthorityName is null ? secret.Source : $"{secret.Source}: {secret.AuthorityName}, version {secret.Version}";
            Table.Row(page, Code(page, secret.Name), Text(page, source), anchors.Links(page, secret.Steps), Code(page, secret.Fingerprint));
        }

        Table.End(page);
        page.Write($"</section>\n");
    }

    private static void WriteSeeded(Page page, RunReading run)
    {
        page.Write($"<section aria-labelledby=\"seeded\">\n<h2 id=\"seeded\">Secrets put into the authority</h2>\n");
        Table.Begin(page, "seeded", "Name", "In the authority", "Outcome", "Version");
        foreach (var seed in run.Record.Seeded)
        {
            Table.Row(page, Code(page, seed.Name), Code(page, seed.AuthorityName), Text(page, seed.Outcome), Code(page, seed.Version ?? ""));
        }

        Table.End(page);
        page.Write($"</section>\n");
    }

    private static Fragment Code(Page page, string text) => text.Length == 0 ? Fragment.None : page.Part(part => part.Write($"<code>{text}</code>"));

    private static Fragment Text(Page page, string text) => page.Part(part => part.Write($"{text}"));
}
