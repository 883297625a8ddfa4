using HyOps.Core.Commands;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Engine.Phases;
using HyOps.Engine.Tracing;

namespace HyOps.Engine.Runbooks;

/// <summary>Where probes run, and what they see.</summary>
/// <param name="Directory">The environment's folder.</param>
/// <param name="Children">What every child sees.</param>
/// <param name="Give">Hands a step, by its id, the secrets that its probe names.</param>
/// <param name="Trace">Gives traces their ids.</param>
/// <param name="Masker">What must never be seen.</param>
internal sealed record ProbeSetting(string Directory, ChildEnvironment Children, Func<string, IEnumerable<SecretName>, SecretBundle> Give, RunTrace Trace, Masker Masker)
{
    /// <summary>Those of a run.</summary>
    public static ProbeSetting Of(PhaseRun run) => new(run.Environment.Directory, run.ChildEnvironment, run.Secrets.Give, run.Trace, run.Masker);
}
