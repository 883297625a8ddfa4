using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Cli.Rotation;

namespace HyOps.Cli.Secrets;

/// <summary><c>hyops secrets</c>.</summary>
internal static class SecretsVerbs
{
    internal static Command Create() => new Noun("secrets", "Sets, generates, lists and uses the secrets in an environment's encrypted bundle, and compares and exchanges them with its authority.")
    {
        Subcommands =
        {
            SecretsSetVerb.Create(), SecretsEnsureVerb.Create(), SecretsShowVerb.Create(), SecretsKeysVerb.Create(), SecretsExecVerb.Create(), SecretsUnsetVerb.Create(), SecretsEditVerb.Create(),
            SecretsDiffVerb.Create(), SecretsSyncVerb.CreateForAzure(), SecretsPushVerb.Create(), SecretsSyncVerb.CreateForVault(), SecretsRotateVerb.Create(),
        },
        Examples =
        [
            new("hyops secrets ensure --env drill DB_PASSWORD", "generates DB_PASSWORD where it is missing"),
            new("hyops secrets keys --env drill", "lists the keys, no values"),
        ],
    };
}
