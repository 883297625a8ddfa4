using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Cli.Rotation;

namespace HyOps.Cli.Secrets;

/// <summary><c>hyops secrets</c>.</summary>
internal static class SecretsVerbs
{
    private static readonly NamedCommand[] Verbs =
    [
        new("set", SecretsSetVerb.Create),
        new("ensure", SecretsEnsureVerb.Create),
        new("show", SecretsShowVerb.Create),
        new("keys", SecretsKeysVerb.Create),
        new("exec", SecretsExecVerb.Create),
        new("unset", SecretsUnsetVerb.Create),
        new("edit", SecretsEditVerb.Create),
        new("diff", SecretsDiffVerb.Create),
        new("akv-sync", SecretsSyncVerb.CreateForAzure),
        new("akv-push", SecretsPushVerb.Create),
        new("vault-sync", SecretsSyncVerb.CreateForVault),
        new("rotate", SecretsRotateVerb.Create),
    ];

    /// <summary>Builds the noun with those of its verbs that are wanted.</summary>
    internal static Command Create(Predicate<NamedCommand> wanted)
    {
        var noun = new Noun("secrets", "Sets, generates, lists and uses the secrets in an environment's encrypted bundle, and compares and exchanges them with its authority.")
        {
            Examples =
            [
                new("hyops secrets ensure --env drill DB_PASSWORD", "generates DB_PASSWORD where it is missing"),
                new("hyops secrets keys --env drill", "lists the keys, no values"),
            ],
        };
        foreach (var verb in Verbs)
        {
            if (wanted(verb))
            {
                noun.Subcommands.Add(verb.Create());
            }
        }

        return noun;
    }
}
