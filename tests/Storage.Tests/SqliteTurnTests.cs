using Regulars.Testing;

namespace Regulars.Storage.Tests;

/// <summary>Who writes when many want to.</summary>
public sealed class SqliteTurnTests : IDisposable
{
    private readonly TestDatabase test = TestDatabase.Create(Engine.Sqlite);

    public void Dispose() => test.Dispose();

    [Fact]
    public void Who_waits_writes_before_whoever_has_just_written()
    {
        Note([], "compiled");
        for (var round = 0; round < 50; round++)
        {
            var order = new List<string>();
            var waiter = new Thread(() => Note(order, "waiter"));
            test.Database.Write(transaction =>
            {
                waiter.Start();
                Assert.True(SpinWait.SpinUntil(() => waiter.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromMinutes(1)));
                order.Add("first");
            });
            Note(order, "again");
            waiter.Join();

            Assert.Equal(["first", "waiter", "again"], order);
        }
    }

    private void Note(List<string> order, string who) => test.Database.Write(transaction => order.Add(who));
}
