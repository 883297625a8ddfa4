using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using HyOps.Core.Redaction;

namespace HyOps.Presentation.Reports.Markup;

/// <summary>
/// A page that is being written. What stands in the literal is ours and goes out as it is; what is put into it is foreign: masked, made
/// visible and escaped, so that no text of a tool, a file or a record can become markup.
/// </summary>
/// <param name="masker">What must never be seen, as the reading process knows it.</param>
internal sealed class Page(Masker masker)
{
    private readonly StringBuilder content = new();

    public int Length => content.Length;

    /// <summary>Writes markup with foreign text in it.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "The handler writes into this page.")]
    public void Write([InterpolatedStringHandlerArgument("")] ref Handler markup) => _ = markup;

    /// <summary>A part, to be put into another place.</summary>
    public Fragment Part(Action<Page> write)
    {
        var part = new Page(masker);
        write(part);
        return new Fragment(part.ToString());
    }

    public override string ToString() => content.ToString();

    private void Append(string? foreign) => VisibleText.AppendTo(content, masker.Mask(foreign ?? ""));

    /// <summary>Takes the pieces of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Handler
    {
        private readonly Page page;

        public Handler(int literalLength, int formattedCount, Page page)
        {
            this.page = page;
            page.content.EnsureCapacity(page.content.Length + literalLength + formattedCount);
        }

        public void AppendLiteral(string ours) => page.content.Append(ours);

        public void AppendFormatted(string? foreign) => page.Append(foreign);

        public void AppendFormatted(Fragment fragment) => page.content.Append(fragment.Markup);

        public void AppendFormatted(long number) => page.content.Append(CultureInfo.InvariantCulture, $"{number}");

        public void AppendFormatted(double number) => page.content.Append(CultureInfo.InvariantCulture, $"{Math.Round(number, 3)}");
    }
}

/// <summary>Markup of ours, or written by a <see cref="Page"/>.</summary>
/// <param name="Markup">The markup.</param>
internal readonly record struct Fragment(string Markup)
{
    public static Fragment None => new("");

    public static Fragment When(bool condition, string markup) => condition ? new Fragment(markup) : None;
}
