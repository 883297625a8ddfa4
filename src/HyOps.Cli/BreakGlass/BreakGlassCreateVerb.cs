using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Engine.BreakGlass;

namespace HyOps.Cli.BreakGlass;

/// <summary><c>hyops breakglass create</c>.</summary>
internal static class BreakGlassCreateVerb
{
    internal static Verb Create()
    {
        var recipients = new RecipientOptions();
        var replace = new Option<bool>("--replace") { Description = "Write it anew where one is there." };
        return new Verb(
            "create",
            "Writes the break-glass file: the keys of secrets.break_glass in environment.yml, with the bundle's values, encrypted with SOPS for the people named.",
            async (invocation, cancellationToken) =>
            {
                var opened = OpenedBreakGlass.Of(invocation);
                var change = await new CreateBreakGlass(opened.Store, opened.Secrets.Store).RunAsync(recipients.Read(invocation), invocation.Get(replace), cancellationToken);
                return BreakGlassAnswer.Give(invocation, opened, change);
            })
        {
            Options = { recipients.Age, recipients.Pgp, replace },
            Examples =
            [
                new("hyops breakglass create --env drill --age age1… --age age1…", "writes it for two people; either opens it"),
                new("hyops breakglass create --env drill --pgp FINGERPRINT --replace", "writes it anew for the holder of a PGP key"),
            ],
        };
    }
}
