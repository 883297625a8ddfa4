using HyOps.Core.Commands;

namespace HyOps.Drivers.Ansible;

/// <summary>Keeps Ansible's own error (<c>ERROR! …</c>), for runs that end before any task: a playbook that cannot be parsed, a missing role.</summary>
internal sealed class AnsibleFaults
{
    private const int LongestText = 400;
    private readonly List<string> error = [];
    private string lastLine = "";
    private bool inError;

    /// <summary>Takes one masked line.</summary>
    /// <param name="stream">Where it came from.</param>
    /// <param name="line">The line.</param>
    public void Take(OutputStream stream, string line)
    {
        if (stream != OutputStream.StandardError || string.IsNullOrWhiteSpace(line))
        {
            // The error's first paragraph is what it says; the code that follows is in the log.
            inError = false;
            return;
        }

        lastLine = line.Trim();
        inError = inError || (error.Count == 0 && (line.StartsWith("ERROR!", StringComparison.Ordinal) || line.StartsWith("[ERROR]", StringComparison.Ordinal)));
        if (inError)
        {
            error.Add(lastLine);
        }
    }

    /// <summary>What Ansible said.</summary>
    public string Text()
    {
        var text = error.Count > 0 ? string.Join(' ', error).Replace("ERROR! ", "", StringComparison.Ordinal) : lastLine;
        return text.Length switch
        {
            0 => "it said nothing",
            > LongestText => text[..LongestText] + "…",
            _ => text,
        };
    }
}
