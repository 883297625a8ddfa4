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
    public static IReadOnlyList<InputField> AllOf(ConfigMap inputs)
    {
        var fields = new List<InputField>();
        foreach (var entry in inputs.Entries)
        {
            Collect(entry.Value, entry.Key, entry.Key, entry.Key, inputs, fields);
        }

        return fields;
    }

    private static void Collect(ConfigNode node, string path, string name, string top, ConfigMap parent, List<InputField> fields)
    {
        switch (node)
        {
            case ConfigScalar scalar:
                fields.Add(new InputField(path, name, top, scalar, parent));
                break;
            case ConfigMap map:
                foreach (var entry in map.Entries)
                {
                    Collect(entry.Value, $"{path}.{entry.Key}", entry.Key, top, map, fields);
                }

                break;
            case ConfigList list:
                for (var index = 0; index < list.Items.Length; index++)
                {
                    Collect(list.Items[index], $"{path}[{index}]", name, top, parent, fields);
                }

                break;
        }
    }
}
