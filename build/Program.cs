using System.Reflection;
using Build;
using HyOps.Cake.Hosting;
using HyOps.Core.World;

var world = RealSurroundings.Read();
return new BuildHost(world)
{
    Tasks = [Assembly.GetExecutingAssembly()],
    // build.sh belongs to its checkout, wherever it is called from.
    Project = Repository.Root,
    Options = RepositoryOptions.All,
    BeforeRun = line =>
    {
        new LocalKeyVault(world).BecomeItWhereNeeded(line);
        new DrillRunner(world).BecomeItWhereNeeded(line);
    },
    Examples =
    [
        ("./build.sh --target Bootstrap", "the local environment, from nothing to a running app"),
        ("./build.sh --target SteadyState --env local-akv", "day two from an Azure Key Vault on loopback, with no cloud"),
        ("./build.sh --target Test", "the whole test suite"),
        ("./build.sh --target Test --only Vault", "the test programs whose name holds a word"),
        ("./build.sh --target DR --env drill", "a drill: a real database is lost with its site, and recovered"),
    ],
}.Run(args);
