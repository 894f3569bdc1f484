package io.cablebridge;

import static picocli.CommandLine.ScopeType.INHERIT;

import io.cablebridge.admin.security.PasswordHash;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.config.InvalidConfigException;
import io.cablebridge.config.LoadedConfig;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command line. Exit codes: 0 after a requested stop, 1 if the bridge failed, 2 if the command
 * line or the configuration is invalid. The JVM itself ends with 3 when its memory has ended.
 *
 * <p>Nothing may log before the configuration is read: the logging library takes its levels from
 * system properties when it creates its first logger.
 */
@Command(
    name = "cable-bridge",
    description = "Carries Action Cable over Server-Sent Events, long polling and POST.",
    synopsisSubcommandLabel = "[demo | check-config | print-config | hash-password]",
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class Main implements Callable<Integer> {
  private static final int INVALID_CONFIGURATION = 2;

  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final ConfigOptions options = new ConfigOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = INHERIT,
      description = "Show this text.")
  @SuppressWarnings("UnusedVariable") // picocli reads the annotation
  private boolean help;

  @Option(
      names = {"--version", "-version"},
      versionHelp = true,
      description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // picocli reads the annotation
  private boolean version;

  private Main(Map<String, String> environment) {
    this.environment = environment;
  }

  public static void main(String[] args) {
    int exitCode = commandLine(System.getenv()).execute(args);
    NonBlockingAppender.flush();
    System.exit(exitCode);
  }

  static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new Main(environment))
        .setExecutionExceptionHandler(Main::printProblems)
        .setUsageHelpLongOptionsMaxWidth(28);
  }

  @Override
  public Integer call() throws InvalidConfigException {
    return run(false);
  }

  @Command(
      name = "demo",
      description = "Run the bridge with an Action Cable server of its own and a chat page.")
  int demo() throws InvalidConfigException {
    return run(true);
  }

  @Command(name = "check-config", description = "Check the configuration.")
  int checkConfig() throws InvalidConfigException {
    options.load(environment);
    print("The configuration is valid.");
    return 0;
  }

  @Command(
      name = "print-config",
      description = "Show the effective configuration and where each value comes from.")
  int printConfig() throws InvalidConfigException {
    options.load(environment).lines().forEach(this::print);
    return 0;
  }

  @Command(
      name = "hash-password",
      description = "Read a password for the console and print its hash for the configuration.")
  int hashPassword() throws IOException {
    String password = PasswordPrompt.read(System.in, program().getErr());
    if (password == null) {
      return INVALID_CONFIGURATION;
    }
    print(PasswordHash.of(password).text());
    return 0;
  }

  private int run(boolean demo) throws InvalidConfigException {
    LoadedConfig loaded = options.load(environment);
    BridgeConfig config = loaded.config();
    System.setProperty("cablebridge.log.level", config.logLevel().name());
    System.setProperty("cablebridge.log.libraries", config.logLevel().ofLibraries().name());
    System.setProperty(
        "cablebridge.log.format", config.logFormat().name().toLowerCase(Locale.ROOT));
    Logger log = LoggerFactory.getLogger(Main.class);
    log.info("cable-bridge {} configuration: {}", Version.text(), loaded.summary());
    Bridge.logRisks(config);
    ConfigReloader.Source source = () -> options.load(environment);
    return demo
        ? Demo.run(loaded, source)
        : Bridge.run(config, List.of(), new ConfigReloader(loaded, source));
  }

  private void print(String line) {
    program().getOut().println(line);
  }

  private CommandLine program() {
    return Objects.requireNonNull(spec).commandLine();
  }

  private static int printProblems(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) throws Exception {
    if (failure instanceof InvalidConfigException invalid) {
      invalid.problems().forEach(commandLine.getErr()::println);
      return INVALID_CONFIGURATION;
    }
    throw failure;
  }
}
