using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Engine.BreakGlass;

namespace HyOps.Cli.BreakGlass;

/// <summary>Who may open the file.</summary>
internal sealed class RecipientOptions
{
    internal Option<string[]> Age { get; } = new("--age") { HelpName = "RECIPIENT", Description = "An age recipient who may open it: age1…, never an identity. May be repeated." };

    internal Option<string[]> Pgp { get; } = new("--pgp") { HelpName = "FINGERPRINT", Description = "A PGP key that may open it: its 40 digits; gpg has its public half. May be repeated." };

    internal GlassRecipients Read(Invocation invocation) => GlassRecipients.Parse(invocation.Get(Age) ?? [], invocation.Get(Pgp) ?? []);
}
