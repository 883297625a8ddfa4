using System.Text.Json;
using Deque.AxeCore.Commons;

namespace HyOps.Report.Tests;

/// <summary>Look at a page with eyes that are not ours.</summary>
internal static class Judges
{
    // Every text and its ground, by the formula of WCAG 2.2 (relative luminance); SVG too, which axe leaves out.
    private const string Contrast = """
        () => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const rgb = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
          const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
          const ground = element => {
            for (let at = element; at; at = at.parentElement) {
              const box = at instanceof SVGGElement ? at.querySelector('rect') : null;
              const colour = rgb(box ? getComputedStyle(box).fill : getComputedStyle(at).backgroundColor);
              if (colour[3] > 250) return colour;
            }
            return [255, 255, 255];
          };
          const weak = [];
          let texts = 0;
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement;
            if (!node.data.trim() || element.closest('script, style, .unseen, .skip, title, option, [hidden]') || !element.checkVisibility()) continue;
            const style = getComputedStyle(element);
            texts++;
            const found = ratio(rgb(element instanceof SVGElement ? style.fill : style.color), ground(element));
            if (found < 4.5) weak.push(`${found.toFixed(2)}: ${element.tagName}.${element.className?.baseVal ?? element.className} ${node.data.trim().slice(0, 40)}`);
          }
          return { texts, weak: [...new Set(weak)] };
        }
        """;

    private const string Controls = """
        () => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')].filter(control => control.checkVisibility() && !control.disabled)
        """;

    public static async Task<string[]> AccessibilityAsync(OpenedReport report)
    {
        await report.Page.EvaluateAsync(new BundledAxeScriptProvider().GetScript());
        var found = await report.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })).violations.map(v => `${v.id} (${v.impact}): ${v.help}\\n` + v.nodes.slice(0, 5).map(n => '  ' + n.html.slice(0, 160) + '\\n    ' + n.failureSummary.replaceAll('\\n', '\\n    ')).join('\\n'))");
        return [.. found.EnumerateArray().Select(violation => violation.GetString()!)];
    }

    public static async Task<(int Texts, IReadOnlyList<string> Weak)> ContrastAsync(OpenedReport report)
    {
        var found = await report.EvaluateAsync<JsonElement>(Contrast);
        return (found.GetProperty("texts").GetInt32(), [.. found.GetProperty("weak").EnumerateArray().Select(weak => weak.GetString()!)]);
    }

    /// <summary>Presses Tab from the top of the page until it has been through.</summary>
    public static async Task<(IReadOnlyList<string> Order, IReadOnlyList<string> Missed, IReadOnlyList<string> Unmarked)> WalkByTabAsync(OpenedReport report)
    {
        const string where = """
            () => {
              const at = document.activeElement;
              if (!at || at === document.body) return null;
              const shown = at.matches('.node') ? getComputedStyle(at.querySelector('rect')) : getComputedStyle(at);
              const marked = at.matches('.node') ? parseFloat(shown.strokeWidth) >= 3 : shown.outlineStyle !== 'none' && parseFloat(shown.outlineWidth) >= 2;
              at.dataset.reached = '';
              return [at.tagName.toLowerCase() + (at.id ? '#' + at.id : at.className.baseVal ?? at.className ? '.' + (at.className.baseVal ?? at.className).split(' ')[0] : ''), marked];
            }
            """;
        var controls = await report.EvaluateAsync<int>($"({Controls})().length");
        var (order, unmarked) = (new List<string>(), new List<string>());
        for (var presses = 0; presses < controls + 20; presses++)
        {
            await report.Page.Keyboard.PressAsync("Tab");
            var at = await report.EvaluateAsync<JsonElement?>(where);
            if (at is not { ValueKind: JsonValueKind.Array } stop)
            {
                break;
            }

            order.Add(stop[0].GetString()!);
            if (!stop[1].GetBoolean())
            {
                unmarked.Add(order[^1]);
            }
        }

        var missed = await report.EvaluateAsync<string[]>($"({Controls})().filter(control => !('reached' in control.dataset)).map(control => control.outerHTML.slice(0, 120))");
        return (order, missed, unmarked);
    }
}
