using HyOps.Core.Configuration;

namespace HyOps.Core.Modules;

/// <summary>A scalar of the inputs with its place in them.</summary>
/// <param name="Path">The path relative to inputs: <c>apps.netbox.db_password_env</c>, <c>nodes[0].password</c>.</param>
/// <param name="Name">The field's own name; an item of a list has its list's.</param>
/// <param name="Top">The top-level field that it lies in.</param>
/// <param name="Value">The scalar.</param>
/// <param name="Parent">The map that holds it, or its list.</param>
public sealed record InputField(string Path, string Name, string Top, ConfigScalar Value, ConfigMap Parent)
{
    /// <summary>All scalars of the inputs, at any depth, in the order written.</summary>
    /// <param name="inputs">The inputs. Their depth is bounded by whoever read them.</param>
    public static IEnumerable<InputField> AllOf(ConfigMap inputs) =>
        inputs.Entries.SelectMany(entry => Within(entry.Value, entry.Key, entry.Key, entry.Key, inputs));

    private static IEnumerable<InputField> Within(ConfigNode node, string path, string name, string top, ConfigMap parent) => node switch
    {
        ConfigScalar scalar => [new InputField(path, name, top, scalar, parent)],
        ConfigMap map => map.Entries.SelectMany(entry => Within(entry.Value, $"{path}.{entry.Key}", entry.Key, top, map)),
        ConfigList list => list.Items.SelectMany((item, index) => Within(item, $"{path}[{index}]", name, top, parent)),
        _ => [],
    };
}
