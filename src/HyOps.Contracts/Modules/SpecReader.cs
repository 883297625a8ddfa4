using System.Collections.Immutable;
using HyOps.Contracts.Reading;
using HyOps.Contracts.Yaml;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Modules;

/// <summary>Reads spec.yml (api_version <c>hybridops/v1</c>, kind <c>ModuleSpec</c>).</summary>
public static class SpecReader
{
    /// <summary>The only name of a contract's file.</summary>
    public const string FileName = "spec.yml";

    /// <summary>Reads the contract of a module.</summary>
    /// <param name="directory">The module's absolute folder.</param>
    /// <param name="folderRef">Its folder under the modules root, with slashes: what module_ref must say.</param>
    /// <param name="shown">The path of spec.yml as people see it.</param>
    /// <param name="problems">Where problems go; its module becomes this one.</param>
    /// <returns>The contract, also where some of it was wrong; null where it says neither a module nor a driver.</returns>
    public static ModuleContract? Read(string directory, string folderRef, string shown, ProblemList problems)
    {
        problems.ModuleRef = folderRef;
        if (YamlFile.ReadMap(Path.Combine(directory, FileName), shown, problems) is not { } map)
        {
            return null;
        }

        var contract = Read(new MapReader(map, "", problems), directory, folderRef, shown, problems);
        if (contract is not null)
        {
            ContractRules.Apply(contract, problems);
            CheckStack(contract, problems);
        }

        return contract;
    }

    private static ModuleContract? Read(MapReader spec, string directory, string folderRef, string shown, ProblemList problems)
    {
        FormatHeader.Check(spec, "ModuleSpec", problems);
        var moduleRef = ReadRef(spec, folderRef, problems);
        var metadata = spec.Section("metadata");
        var credentials = ReadCredentials(spec.Section("requirements"));
        var inputs = InputsReader.Read(spec.Section("inputs"), shown, problems);
        var execution = ExecutionReader.Read(spec.Section("execution", required: true), problems);
        var dependencies = DependencyReader.Read(spec, problems);
        var publish = ReadPublish(spec);
        var consumers = ConsumersReader.Read(spec, problems);
        var probes = new ProbesReader(directory, problems).Read(spec);
        var contract = moduleRef is null || execution is null ? null : new ModuleContract
        {
            ModuleRef = moduleRef,
            Location = new SourceLocation(shown),
            Directory = directory,
            Title = metadata?.Text("title") ?? "",
            Description = metadata?.Text("description", mayBeEmpty: true) ?? "",
            Credentials = credentials,
            Defaults = inputs.Defaults,
            EnvContract = inputs.EnvContract,
            Secrets = inputs.Secrets,
            SecretLocations = inputs.SecretLocations,
            StateSecrets = inputs.StateSecrets,
            Driver = execution.Driver,
            Profile = execution.Profile,
            PackRef = execution.PackRef,
            Stack = execution.Stack,
            Dependencies = dependencies,
            Publish = publish,
            Consumers = consumers,
            Probes = probes,
        };

        // Constraints are another program's word: kept in the file, of no meaning here.
        spec.List("constraints");
        spec.RejectUnknown();
        return contract;
    }

    private static ImmutableArray<string> ReadCredentials(MapReader? requirements)
    {
        var credentials = requirements?.Texts("credentials") ?? [];
        requirements?.RejectUnknown();
        return credentials;
    }

    private static ModuleRef? ReadRef(MapReader spec, string folderRef, ProblemList problems)
    {
        if (spec.Text("module_ref", required: true) is not { } text)
        {
            return null;
        }

        if (text != folderRef)
        {
            problems.Error(
                ProblemCodes.ModuleRefNotFolder, spec.LocationOf("module_ref"),
                $"module_ref is '{Shown.Text(text)}', but the folder is '{Shown.Text(folderRef)}'", "Rename one after the other.", "module_ref");
            text = folderRef;
        }

        if (ModuleRef.TryParse(text, out var moduleRef))
        {
            return moduleRef;
        }

        problems.Error(
            ProblemCodes.BadValue, spec.LocationOf("module_ref"), $"'{Shown.Text(text)}' is not a module's name",
            "Use two to four parts of a-z, 0-9, - and _ with slashes between them: platform/onprem/netbox.", "module_ref");
        return null;
    }

    private static System.Collections.Immutable.ImmutableArray<string> ReadPublish(MapReader spec)
    {
        var outputs = spec.Section("outputs");
        var publish = outputs?.Texts("publish") ?? [];
        outputs?.RejectUnknown();
        return publish;
    }

    // A module with a pack_ref takes its files from elsewhere; ours have them beside spec.yml.
    private static void CheckStack(ModuleContract contract, ProblemList problems)
    {
        if (contract.PackRef is null && !Directory.Exists(Path.Combine(contract.Directory, contract.Stack)))
        {
            problems.Error(
                ProblemCodes.StackMissing, contract.Location, $"the module has no folder '{Shown.Text(contract.Stack)}'",
                "Put the tool's files there, or name their folder in execution.stack.", "execution.stack");
        }
    }
}
