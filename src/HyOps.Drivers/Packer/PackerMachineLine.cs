using System.Text;

namespace HyOps.Drivers.Packer;

/// <summary>
/// One line of <c>packer build -machine-readable</c>: <c>timestamp,target,type,data…</c>.
/// Format: https://developer.hashicorp.com/packer/docs/commands#machine-readable-output
/// </summary>
/// <param name="Target">The build that it is about; empty for Packer itself.</param>
/// <param name="Type">What it tells: <c>ui</c>, <c>error</c>, <c>artifact</c> …</param>
/// <param name="Data">The data, with its escapes undone.</param>
internal sealed record PackerMachineLine(string Target, string Type, IReadOnlyList<string> Data)
{
    /// <summary>Reads a line; null where it is none, such as what a plugin prints past Packer.</summary>
    /// <param name="line">The line.</param>
    public static PackerMachineLine? Read(string line)
    {
        var fields = line.Split(',');
        return fields.Length >= 3 && fields[0].Length > 0 && fields[0].All(char.IsAsciiDigit)
            ? new PackerMachineLine(fields[1], fields[2], [.. fields.Skip(3).Select(Unescape)])
            : null;
    }

    private static string Unescape(string field)
    {
        var text = new StringBuilder(field.Length);
        for (var index = 0; index < field.Length; index++)
        {
            // Packer writes \n and \r for line ends, and leaves every other backslash as it is.
            if (field[index] == '\\' && index + 1 < field.Length && field[index + 1] is 'n' or 'r')
            {
                text.Append(field[++index] == 'n' ? '\n' : '\r');
            }
            else
            {
                text.Append(field[index]);
            }
        }

        return text.Replace("%!(PACKER_COMMA)", ",").ToString();
    }
}
