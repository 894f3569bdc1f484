package io.cablebridge.http;

import dagger.Module;
import dagger.Provides;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.tls.TlsCertificate;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;

/** Provides the parts of the public server that have no {@code @Inject} constructor. */
@Module
public interface HttpModule {
  /** Qualifies the public one of the process's two servers. */
  String PUBLIC = "public";

  @Provides
  @Singleton
  @Named(PUBLIC)
  static Server server(ThreadPool threads, Scheduler scheduler, ByteBufferPool buffers) {
    return new Server(threads, scheduler, buffers);
  }

  /** Empty for HTTP without TLS. */
  @Provides
  @Singleton
  static Optional<TlsCertificate> certificate(HttpConfig config) {
    return config.tls().isOn() ? Optional.of(new TlsCertificate(config.tls())) : Optional.empty();
  }
}
