using System.Security.Cryptography;
using System.Text;
using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Reports.Markup;

namespace HyOps.Presentation.Reports.Sections;

/// <summary>What stands around the content: the policy, the style, the bar with the search, the script.</summary>
internal static class Frame
{
    public static void Begin(Page page, RunReading run)
    {
        var mark = Mark.Of(run.Record);
        var (style, script) = (Asset("report.css"), Asset("report.js"));
        var title = $"{run.Record.Verb} of {run.Record.Environment}: {mark.Word}";

        // A header could say more; a file has only this. It allows our one style and our one script by their digests, and no connection at all.
        page.Write($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{Digest(style)}'; script-src '{Digest(script)}'; img-src data:; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <title>{title} · {run.Record.RunId}</title>
            <link rel="icon" href="data:image/svg+xml,{new Fragment(IconOf(mark))}">
            <style>{new Fragment(style)}</style>
            </head>
            <body>
            {new Fragment(Asset("signs.svg"))}<a class="skip" href="#content">Skip to the content</a>

            """);
        WriteBar(page, run, mark);
        page.Write($"<main id=\"content\" tabindex=\"-1\">\n");
    }

    public static void End(Page page, RunReading run) => page.Write($"""
        </main>
        <footer><p>Made from the record {run.Record.RunId}, written by HyOps {run.Record.HyopsVersion}. Secrets are in no record: names and fingerprints only.</p></footer>
        <script>{new Fragment(Asset("report.js"))}</script>
        </body>
        </html>

        """);

    private static void WriteBar(Page page, RunReading run, Mark mark)
    {
        var hasLogs = run.Steps.Any(step => step.Logs.Count > 0);
        page.Write($"""
            <header class="bar-top">
            <p class="brand"><span class="dot {mark.Tone}">{mark.Picture}</span><span class="id">{run.Record.RunId}</span></p>

            """);
        if (hasLogs)
        {
            page.Write($"""
                <form class="search" role="search" aria-label="Logs" hidden>
                <input id="query" type="search" placeholder="Search the logs" aria-label="Search the logs" aria-keyshortcuts="Control+K" autocomplete="off" spellcheck="false" title="Control+K; Enter and Shift+Enter move, Escape ends">
                <select id="stream" aria-label="Which logs"><option value="">all logs</option><option value="stdout">output</option><option value="stderr">errors</option></select>
                <output id="found" role="status" aria-live="polite"></output>
                <button type="button" id="previous" aria-label="Previous match" disabled><svg aria-hidden="true"><use href="#sign-up"/></svg></button>
                <button type="button" id="next" aria-label="Next match" disabled><svg aria-hidden="true"><use href="#sign-down"/></svg></button>
                </form>

                """);
        }

        page.Write($"<button type=\"button\" id=\"theme\" aria-label=\"Dark theme\" aria-pressed=\"false\" hidden><svg aria-hidden=\"true\"><use href=\"#sign-theme\"/></svg></button>\n</header>\n");
    }

    private static string Digest(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string IconOf(Mark mark)
    {
        var colour = mark.Tone switch { "good" => "1a7f37", "warn" => "9a5b00", "bad" => "c2202e", _ => "0a5cad" };
        return $"%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='7' fill='%23{colour}'/%3E%3C/svg%3E";
    }

    private static string Asset(string name)
    {
        using var stream = typeof(Frame).Assembly.GetManifestResourceStream($"report/{name}") ?? throw new InvalidOperationException($"report/{name} is not embedded");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
