using System.Globalization;
using HyOps.Cake.Hosting;
using HyOps.Contracts.Projects;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Redaction;
using HyOps.Core.World;
using HyOps.Drivers.Processes;
using HyOps.Engine.Roots;

namespace Build;

/// <summary>
/// The Key Vault on loopback of an environment like local-akv: of tier local, with an Azure Key Vault at localhost. A phase that may need it runs
/// under its server: OpenSSL reads <c>SSL_CERT_FILE</c> when a process starts, so the variable must be there before we are.
/// </summary>
/// <param name="world">The world.</param>
internal sealed class LocalKeyVault(Surroundings world)
{
    /// <summary>What the server tells the program that it runs.</summary>
    public const string UriVariable = "HYOPS_KEYVAULT_URI";

    /// <summary>The client secret of this server, as long as it lives.</summary>
    public const string SecretVariable = "HYOPS_KEYVAULT_CLIENT_SECRET";

    private const string Project = "HyOps.KeyVaultServer";
    private static readonly string[] Targets = ["Bootstrap", "SteadyState", "Preflight"];
    private static readonly string[] Sources = [$"tests/{Project}", "tests/HyOps.Testing/KeyVault", "tests/HyOps.Testing/Tls"];
    private static readonly string[] Configurations = ["Debug", "Release"];

    /// <summary>Becomes the server with this very command line under it, where that is needed; else returns, and the command line runs as it is.</summary>
    /// <param name="line">The checked command line.</param>
    /// <exception cref="HyOpsException">The server cannot be built or started.</exception>
    public void BecomeItWhereNeeded(CommandLine line)
    {
        if (world.Variables.ContainsKey(UriVariable) || !line.All("target").Any(IsForIt) || Find(line) is not { } authority)
        {
            return;
        }

        var login = (ClientSecretLogin)authority.Login;
        world.Terminal.Error.Write($"Azure Key Vault on loopback: {authority.VaultUri} (in memory; it ends with this run)\n");
        ProcessImage.Replace(
            ServerProgram(),
            [
                "--port", authority.VaultUri.Port.ToString(CultureInfo.InvariantCulture), "--tenant", login.TenantId, "--client-id", login.ClientId,
                "--", Path.Combine(AppContext.BaseDirectory, "hyops-build"), $"--target={LocalKeyVaultTask.Name}", .. line.Canonical(),
            ]);
    }

    /// <summary>Whether an authority is a vault on loopback that this host can be.</summary>
    public static bool Is(EnvironmentDefinition environment) =>
        environment is { Tier: Tier.Local, Authority: { Kind: AuthoritySettings.AzureKeyVault, VaultUri: { Host: "localhost", IsDefaultPort: false }, Login: ClientSecretLogin } };

    private static bool IsForIt(string target) => Targets.Contains(target, StringComparer.OrdinalIgnoreCase);

    // Whatever is wrong with the project is told by the run itself, which follows.
    private AuthoritySettings? Find(CommandLine line)
    {
        if (ChosenEnvironment.NamedBy(world, line.Value("env")) is not { IsLocal: true } name || name == EnvironmentName.Local)
        {
            return null;
        }

        var project = HyOps.Engine.Projects.Project.Find(world, line.Value("project") ?? Repository.Root);
        var validation = new ContractValidator(project).Validate(new ValidationRequest { Environment = name, SettingsOnly = true }, CancellationToken.None);
        return validation is { Ok: true, Environment: { } environment } && Is(environment) ? environment.Authority : null;
    }

    // It is a program of the tests: no newer than they need, and built where nobody has.
    private string ServerProgram()
    {
        var newest = Sources.SelectMany(folder => Directory.GetFiles(Repository.At(folder), "*.cs")).Max(File.GetLastWriteTimeUtc);
        var fresh = Configurations.Select(Built).FirstOrDefault(program => File.Exists(program) && File.GetLastWriteTimeUtc(program + ".dll") >= newest);
        return fresh ?? Build();
    }

    private static string Built(string configuration) => Repository.At("tests", Project, "bin", configuration, "net10.0", "keyvault-server");

    private string Build()
    {
        world.Terminal.Error.Write("building it (its sources are new)\n");
        var command = Repository.Describe(world, "dotnet", ["build", Repository.At("tests", Project), "--nologo", "--verbosity", "quiet", "-clp:NoSummary;ErrorsOnly", "-p:RunAnalyzers=false"]);
        var built = new ProcessCommandRunner(new Masker(), world.Clock).RunAsync(command, new TerminalOutput(world.Terminal), CancellationToken.None).GetAwaiter().GetResult();
        return built.ExitCode == 0 ? Built("Debug") : throw new HyOpsException(ExitCode.ToolFailed, $"the Key Vault of the tests does not build: {command} ended with {built.ExitCode}", "mend what it says above, then run the same again");
    }
}
