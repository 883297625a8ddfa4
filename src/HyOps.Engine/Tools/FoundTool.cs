using HyOps.Core.Drivers;

namespace HyOps.Engine.Tools;

/// <summary>A tool that is there, with a version that may be used.</summary>
/// <param name="Name">Its names.</param>
/// <param name="Path">The absolute path of its program, as found on PATH (symbolic links are kept).</param>
/// <param name="Version">Its version.</param>
public sealed record FoundTool(ToolName Name, string Path, Version Version);
