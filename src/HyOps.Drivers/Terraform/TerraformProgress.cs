using System.Text.RegularExpressions;

namespace HyOps.Drivers.Terraform;

/// <summary>Knows the lines of an apply that tell how far it is.</summary>
internal static partial class TerraformProgress
{
    /// <summary>Whether a line is one of them: <c>module.db.x.main: Creation complete after 2s [id=…]</c>.</summary>
    /// <param name="line">A masked line.</param>
    public static bool IsProgress(string line) => ProgressLine().IsMatch(line);

    [GeneratedRegex(@"^\S.*: (Creating|Creation complete|Modifying|Modifications complete|Destroying|Destruction complete|Still )")]
    private static partial Regex ProgressLine();
}
