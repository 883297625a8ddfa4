using HyOps.Presentation.Reports.Markup;

namespace HyOps.Presentation.Reports.Sections;

/// <summary>A table that becomes a list of cards on a narrow screen; the roles keep it a table for screen readers there too.</summary>
internal static class Table
{
    public static void Begin(Page page, string labelledBy, params IReadOnlyList<string> heads)
    {
        page.Write($"<table role=\"table\" aria-labelledby=\"{labelledBy}\"><thead role=\"rowgroup\"><tr role=\"row\">");
        heads.ToList().ForEach(head => page.Write($"<th role=\"columnheader\" scope=\"col\">{head}</th>"));
        page.Write($"</tr></thead><tbody role=\"rowgroup\">\n");
    }

    public static void Row(Page page, params IReadOnlyList<Fragment> cells)
    {
        page.Write($"<tr role=\"row\">");
        cells.ToList().ForEach(cell => page.Write($"<td role=\"cell\">{cell}</td>"));
        page.Write($"</tr>\n");
    }

    /// <summary>A row whose cells carry their heads where the table is a list of cards: numbers say nothing alone.</summary>
    public static void LabelledRow(Page page, bool isMarked, params IReadOnlyList<(string Head, Fragment Content)> cells)
    {
        page.Write($"<tr role=\"row\"{Fragment.When(isMarked, " class=\"marked\"")}>");
        cells.ToList().ForEach(cell => page.Write($"<td role=\"cell\" data-head=\"{cell.Head}\">{cell.Content}</td>"));
        page.Write($"</tr>\n");
    }

    public static void End(Page page) => page.Write($"</tbody></table>\n");
}
