using System.Text;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;

namespace HyOps.Drivers.Packer;

/// <summary>
/// Turns Packer's machine-readable lines into what people read, in the step's log and in the live view, and keeps the errors.
/// Decoded text is masked again: an escaped comma or line end may have carried a secret past the masker.
/// </summary>
/// <param name="request">Has the log, the live view and the mask.</param>
internal sealed class PackerMessages(DriverRequest request)
{
    private const int MostErrors = 50;
    private const int LongestError = 400;
    private readonly List<string> errors = [];

    /// <summary>Takes one masked line of Packer.</summary>
    /// <param name="stream">Where it came from.</param>
    /// <param name="line">The line.</param>
    public void Take(OutputStream stream, string line)
    {
        var read = stream == OutputStream.StandardOutput ? PackerMachineLine.Read(line) : null;
        switch (read)
        {
            case null:
                Log(stream, request.Mask(line));
                break;
            case { Type: "ui", Data: [var kind, var text, ..] }:
                Say(kind, request.Mask(text));
                break;
            case { Type: "error", Data: [var text, ..] }:
                Keep(request.Mask(text), foremost: true);
                break;
        }
    }

    /// <summary>What went wrong: the build's own error where there is one, else what was said last.</summary>
    public string Text()
    {
        var first = errors.Count > 0 ? string.Join(' ', errors[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : "it said nothing";
        return first.Length <= LongestError ? first : first[..LongestError] + "…";
    }

    private void Say(string kind, string text)
    {
        Log(kind == "error" ? OutputStream.StandardError : OutputStream.StandardOutput, text);
        if (kind == "error")
        {
            Keep(text, foremost: false);
        }
        else if (text.Trim() is { Length: > 0 } shown)
        {
            request.Report(shown.Split('\n')[^1]);
        }
    }

    private void Log(OutputStream stream, string text) => request.Output.Write(stream, Encoding.UTF8.GetBytes(text + "\n"));

    private void Keep(string text, bool foremost)
    {
        // A script's own lines on standard error are "==> name: text"; Packer's errors tell what they mean.
        if (errors.Count < MostErrors && !string.IsNullOrWhiteSpace(text))
        {
            errors.Insert(foremost || text.StartsWith("Error: ", StringComparison.Ordinal) ? 0 : errors.Count, text);
        }
    }
}
