using Regulars.Host.Commands;

return await RegularsCommand.RunAsync(args);
