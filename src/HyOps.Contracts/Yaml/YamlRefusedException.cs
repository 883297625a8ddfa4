using System.Diagnostics.CodeAnalysis;

namespace HyOps.Contracts.Yaml;

/// <summary>Reading a file stopped; the problem list says why. It never leaves this namespace.</summary>
[SuppressMessage("Design", "CA1064", Justification = "It is caught where it is thrown.")]
internal sealed class YamlRefusedException : Exception;
