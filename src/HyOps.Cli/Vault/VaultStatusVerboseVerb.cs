using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Presentation.Secrets;

namespace HyOps.Cli.Vault;

/// <summary><c>hyops vault status-verbose</c>: one word on standard output, which scripts read; the reason and the fix on standard error.</summary>
internal static class VaultStatusVerboseVerb
{
    internal static Verb Create(VaultArguments arguments) => new(
        "status-verbose",
        "Prints 'ready' or 'not ready', and on standard error what to do where it is not. Exit code 0, or 1.",
        (invocation, cancellationToken) => RunAsync(arguments, invocation, cancellationToken))
    {
        Examples = [new("hyops vault status-verbose", "says whether the password can be had in this shell without asking anybody")],
    };

    private static async Task<ExitCode> RunAsync(VaultArguments arguments, Invocation invocation, CancellationToken cancellationToken)
    {
        var status = await VaultStatusVerb.LookAsync(arguments, invocation, cancellationToken);
        VaultStatusView.WriteReason(invocation.Error, status, invocation.Masker.Mask);
        return invocation.Answer(VaultStatusVerb.CodeOf(status), () => VaultStatusVerb.Document(status), screen => VaultStatusView.WriteWord(screen, status));
    }
}
