using System.Reflection;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Files;
using HyOps.Drivers.Stacks;

namespace HyOps.Drivers.Ansible;

/// <summary>The files and the environment of one Ansible step: nothing outside of the stack and the inventory changes what it does.</summary>
internal sealed class AnsibleWorkspace
{
    /// <summary>The playbook of a stack.</summary>
    public const string PlaybookName = "playbook.yml";

    /// <summary>The playbook that removes what the stack made.</summary>
    public const string DestroyPlaybookName = "destroy.yml";

    private const string CallbackName = "hyops_events";
    private readonly DriverRequest request;

    private AnsibleWorkspace(DriverRequest request) => this.request = request;

    /// <summary>The playbook of this step.</summary>
    public string Playbook => request.Action is StepAction.Destroy ? DestroyPlaybookName : PlaybookName;

    /// <summary>The inventory of the environment; group_vars and host_vars beside it are found by Ansible.</summary>
    public string Inventory => Path.Combine(request.InventoryDirectory, "hosts.yml");

    /// <summary>The inputs, as extra variables.</summary>
    public string VariablesFile => Own("inputs.json");

    /// <summary>What our callback plugin writes.</summary>
    public string EventsFile => Own("events.jsonl");

    /// <summary>Copies the stack and writes our files beside it.</summary>
    /// <param name="request">The step.</param>
    /// <exception cref="StackException">The stack or the inventory is not there, or an input holds a secret.</exception>
    public static AnsibleWorkspace Prepare(DriverRequest request)
    {
        StackCopy.Into(request);
        var workspace = new AnsibleWorkspace(request);
        if (!File.Exists(Path.Combine(request.WorkDirectory, workspace.Playbook)))
        {
            throw request.Action is StepAction.Destroy
                ? StackException.NoDestroy(request.Module.Contract.ModuleRef.Value, request.StackDirectory, DestroyPlaybookName)
                : StackException.NoMain(request.Module.Contract.ModuleRef.Value, request.StackDirectory, PlaybookName);
        }

        if (!File.Exists(workspace.Inventory))
        {
            throw StackException.NoInventory(workspace.Inventory);
        }

        foreach (var folder in (string[])[workspace.Own(""), workspace.Own("callbacks"), workspace.Own("tmp"), workspace.Own("home")])
        {
            PrivateDirectory.Create(folder);
        }

        InputsFile.Write(request, workspace.VariablesFile, static _ => true);
        AtomicFile.Write(workspace.Own("ansible.cfg"), Configuration);
        AtomicFile.Write(workspace.Own($"callbacks/{CallbackName}.py"), Callback());
        return workspace;
    }

    /// <summary>What Ansible sees beside the allow-listed variables and its secrets.</summary>
    public ChildEnvironment Environment()
    {
        var environment = ChildSecrets.Of(request)
            .With("ANSIBLE_CONFIG", Own("ansible.cfg"))
            .With("ANSIBLE_HOME", Own("home"))
            .With("ANSIBLE_LOCAL_TEMP", Own("tmp"))
            .With("ANSIBLE_ROLES_PATH", Path.Combine(request.WorkDirectory, "roles"))
            .With("ANSIBLE_COLLECTIONS_PATH", Path.Combine(request.WorkDirectory, "collections"))
            .With("ANSIBLE_CALLBACK_PLUGINS", Own("callbacks"))
            .With("ANSIBLE_CALLBACKS_ENABLED", CallbackName)
            .With("ANSIBLE_DISPLAY_ARGS_TO_STDOUT", "false")
            .With("ANSIBLE_NOCOLOR", "1")
            .With("ANSIBLE_NOCOWS", "1")
            .With("ANSIBLE_RETRY_FILES_ENABLED", "0")
            .With("ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED", "1")
            .With("PYTHONDONTWRITEBYTECODE", "1")
            .With("HYOPS_EVENTS_FILE", EventsFile)
            .With("HYOPS_SECRET_KEYS", string.Join(' ', ChildSecrets.NamesOf(request)));
        return HasUtf8(environment) ? environment : environment.With("LC_ALL", "C.UTF-8");
    }

    /// <summary>
    /// Its defaults are Ansible's own, but: modules go through a pipe, so that their arguments lie in no file of the host (and each costs less);
    /// a host that cannot (sudo with requiretty) says <c>ansible_pipelining: false</c> in the inventory.
    /// The sockets of persistent connections stay in the home: their paths may have 100 bytes at most.
    /// </summary>
    private const string Configuration = "[connection]\npipelining = True\n\n[persistent_connection]\ncontrol_path_dir = ~/.ansible/pc\n";

    private string Own(string name) => Path.Combine(request.WorkDirectory, ".hyops", name);

    private static string Callback()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("hyops_events.py")
            ?? throw new InvalidOperationException("the callback plugin is missing from the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Ansible refuses to start where the locale is not UTF-8.</summary>
    private static bool HasUtf8(ChildEnvironment environment)
    {
        var effective = ((string[])["LC_ALL", "LC_CTYPE", "LANG"]).Select(name => environment.Plain.GetValueOrDefault(name)).FirstOrDefault(static value => !string.IsNullOrEmpty(value)) ?? "";
        return effective.Replace("-", "", StringComparison.Ordinal).EndsWith("UTF8", StringComparison.OrdinalIgnoreCase);
    }
}
