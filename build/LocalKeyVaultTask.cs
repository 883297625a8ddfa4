using Cake.Frosting;
using HyOps.Cake;
using HyOps.Contracts.Projects;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Engine.Authorities;
using HyOps.Engine.Passwords;
using HyOps.Engine.Phases;
using HyOps.Engine.Projects;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets;
using HyOps.Engine.Secrets.Transfers;

namespace Build;

/// <summary>
/// What somebody else does for a vault in the cloud: the client secret that its side issued goes into the bundle, and, before a steady state,
/// the app's secrets into the vault. The same use cases as <c>hyops secrets set</c>, <c>ensure</c> and <c>akv-push</c>.
/// </summary>
[TaskName(Name)]
[TaskDescription("fills the Key Vault on loopback of local-akv from its bundle; its phases do so by themselves")]
public sealed class LocalKeyVaultTask : AsyncFrostingTask<HyOpsContext>
{
    internal const string Name = "LocalKeyVault";

    /// <inheritdoc/>
    public override async Task RunAsync(HyOpsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var secret = context.World.Variables.GetValueOrDefault(LocalKeyVault.SecretVariable) ?? throw NoServer();
        var chosen = ChosenEnvironment.From(context.World, context.Options.Environment, context.Options.Root);
        var project = Project.Find(context.World, context.Options.Project);
        var environment = Validate(project, chosen, context.CancellationToken);
        var services = context.Run.Services;
        var passwords = new VaultPasswordSource(context.Options.Password, chosen, context.World, services.Runner, services.Masker);
        var store = new BundleStore(chosen, passwords, services.Masker, context.World.Clock);
        await SetClientSecretAsync(context, store, environment.Authority!.Login.Keys[0].Value, secret);
        if (context.Run.CommandLine.All("target").Contains("SteadyState", StringComparer.OrdinalIgnoreCase))
        {
            await FillAsync(context, project, chosen, environment, store);
        }
    }

    private static async Task SetClientSecretAsync(HyOpsContext context, BundleStore store, string key, string secret)
    {
        var world = context.World with { Variables = new Dictionary<string, string>(StringComparer.Ordinal) { [key] = secret } };
        var set = await new SetSecrets(store, context.Run.Masker, world).RunAsync(new SetOptions { FromEnvironment = [key] }, context.CancellationToken);
        Tell(context, [.. set.Notices, $"{key}, as the vault issued it, is in the bundle"]);
    }

    private static async Task FillAsync(HyOpsContext context, ProjectFolders project, ChosenEnvironment chosen, EnvironmentDefinition environment, BundleStore store)
    {
        var modules = environment.Phases[Phase.SteadyState].Steps.Select(step => step.Module);
        var ensured = await new EnsureSecrets(store).RunAsync(EnsureOptions.For(modules), context.CancellationToken);
        var id = HyOps.Core.Runs.RunId.Create("akv-push", context.World.Clock).Value;
        await using var authority = await new AuthorityOpener(context.Run.Services).OpenAsync(environment, project.Root, store, id, context.CancellationToken);
        var pushed = await new PushSecrets(store, authority, environment.SecretMap, new SeenVersions(chosen.Root, context.World.Clock)).RunAsync(new PushOptions(), context.CancellationToken);
        Tell(context, [.. ensured.Notices, .. pushed.Keys.Select(key => $"{key.Name} is {key.Reference} of the vault: {key.Outcome.ToString().ToLowerInvariant()}")]);
        if (!pushed.IsComplete)
        {
            var problem = pushed.Keys.First(key => key.Problem is not null);
            throw new HyOpsException(ExitCode.SecretsFailed, $"{problem.Name} ({problem.Reference}) {problem.Problem}", problem.Fix);
        }
    }

    private static EnvironmentDefinition Validate(ProjectFolders project, ChosenEnvironment chosen, CancellationToken cancellationToken)
    {
        Project.RequireEnvironment(project, chosen.Name);
        var validation = new ContractValidator(project).Validate(new ValidationRequest { Environment = chosen.Name }, cancellationToken);
        return !validation.Ok || validation.Environment is not { } environment ? throw ContractsInvalidException.Because(validation.Problems)
            : LocalKeyVault.Is(environment) ? environment
            : throw new HyOpsException(ExitCode.OperatorError, $"{chosen.Name} has no Key Vault on loopback", "say --env local-akv");
    }

    private static HyOpsException NoServer() =>
        new(ExitCode.OperatorError, "there is no Key Vault on loopback to fill", "./build.sh --target SteadyState --env local-akv starts one, fills it and uses it");

    private static void Tell(HyOpsContext context, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            context.World.Terminal.Error.Write(line + '\n');
        }
    }
}
