using System.Globalization;
using HyOps.BundleWriter;

return args switch
{
    ["many", var password, var prefix, var count] => await Writer.ManyAsync(password, prefix, int.Parse(count, CultureInfo.InvariantCulture)),
    ["endless", var password, var canary] => await Writer.EndlessAsync(password, canary),
    ["glass", var file, var canary] => await Writer.GlassAsync(file, canary),
    ["records", var logs] => await RecordWriter.EndlessAsync(logs),
    _ => 2,
};
