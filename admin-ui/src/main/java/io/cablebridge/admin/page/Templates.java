package io.cablebridge.admin.page;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * The console's Thymeleaf templates, {@code admin/} on the class path, parsed once. A page is
 * rendered completely before its first byte is sent, so that a template error becomes an error page
 * and not half a page. Thread-safe.
 */
public final class Templates {

  private final TemplateEngine engine = new TemplateEngine();

  public Templates() {
    ClassLoaderTemplateResolver resolver =
        new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
    resolver.setPrefix("admin/");
    resolver.setSuffix(".html");
    resolver.setTemplateMode(TemplateMode.HTML);
    resolver.setCharacterEncoding("UTF-8");
    resolver.setCacheable(true);
    engine.setTemplateResolver(resolver);
  }

  public byte[] page(String template, Map<String, Object> variables) {
    return engine
        .process(template, new Context(Locale.ROOT, variables))
        .getBytes(StandardCharsets.UTF_8);
  }
}
