using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs;

/// <summary>A record that could not be signed.</summary>
public sealed class RecordSigningException : HyOpsException
{
    private RecordSigningException(string message, string nextStep)
        : base(Core.ExitCode.ToolFailed, message, nextStep)
    {
    }

    /// <summary>The program gave no signature.</summary>
    /// <param name="signature">What was wanted.</param>
    /// <param name="result">How the program ended.</param>
    /// <param name="said">What it said, masked.</param>
    public static RecordSigningException Failed(RecordedSignature signature, CommandResult result, string said) => new(
        $"{signature.With} gave no signature with {signature.Key}: {(result.TimedOut ? "nobody unlocked the key in time" : Last(said, result))}",
        signature.With == RecordSignatures.Gpg
            ? "unlock the key in gpg-agent (gpg --clearsign of anything does), or correct records.sign in environment.yml"
            : "load the key into ssh-agent (ssh-add), or correct records.sign in environment.yml");

    private static string Last(string said, CommandResult result) =>
        said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last] ? last : $"it ended with {result.ExitCode}";
}
