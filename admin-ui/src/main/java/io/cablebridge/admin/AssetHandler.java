package io.cablebridge.admin;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * Answers {@code GET /assets/<name>} for the files that pages need. They are a fixed list, read
 * once at the start; the name is only looked up in it, so that no path leads elsewhere. Browsers
 * revalidate each time and get 304 while the file is unchanged.
 */
final class AssetHandler extends HttpServlet {

  static final String PATHS = "/assets/*";

  private static final String OWN = "/admin/assets/";

  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private final transient Map<String, Asset> assets =
      Map.of(
          "/console.css", Asset.of(OWN + "console.css", "text/css;charset=utf-8"),
          "/console.js", Asset.of(OWN + "console.js", "text/javascript;charset=utf-8"),
          "/icon.svg", Asset.of(OWN + "icon.svg", "image/svg+xml"),
          "/uplot.js", Asset.of(UPLOT + "uPlot.iife.min.js", "text/javascript;charset=utf-8"),
          "/uplot.css", Asset.of(UPLOT + "uPlot.min.css", "text/css;charset=utf-8"));

  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  private record Asset(byte[] bytes, String type, String tag) {

    static Asset of(String path, String type) {
      try (InputStream file =
          Objects.requireNonNull(AssetHandler.class.getResourceAsStream(path), path)) {
        byte[] bytes = file.readAllBytes();
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return new Asset(bytes, type, '"' + Long.toHexString(sum.getValue()) + '"');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Asset asset = assets.get(Objects.requireNonNullElse(request.getPathInfo(), ""));
    if (asset == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("ETag", asset.tag());
    if (asset.tag().equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(asset.type());
    response.setContentLength(asset.bytes().length);
    response.getOutputStream().write(asset.bytes());
  }
}
