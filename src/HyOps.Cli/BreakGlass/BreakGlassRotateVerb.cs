using HyOps.Cli.Hosting;
using HyOps.Engine.BreakGlass;

namespace HyOps.Cli.BreakGlass;

/// <summary><c>hyops breakglass rotate</c>.</summary>
internal static class BreakGlassRotateVerb
{
    internal static Verb Create()
    {
        var recipients = new RecipientOptions();
        return new Verb(
            "rotate",
            "Encrypts the break-glass file under a new data key, for the same people or for those named. The values stay: whoever could open the old file knows them.",
            async (invocation, cancellationToken) =>
            {
                var opened = OpenedBreakGlass.Of(invocation);
                var change = await new RotateBreakGlass(opened.Store).RunAsync(recipients.Read(invocation), cancellationToken);
                return BreakGlassAnswer.Give(invocation, opened, change);
            })
        {
            Options = { recipients.Age, recipients.Pgp },
            Examples =
            [
                new("hyops breakglass rotate --env drill", "a new data key for the same people"),
                new("hyops breakglass rotate --env drill --age age1… --pgp FINGERPRINT", "these two from now on, and nobody else"),
            ],
        };
    }
}
