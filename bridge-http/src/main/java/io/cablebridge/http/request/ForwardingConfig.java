package io.cablebridge.http.request;

import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import io.cablebridge.setting.TextFormat;
import java.util.List;

/** Which parts of a client's request reach Rails; keys below {@code upstream.} */
public record ForwardingConfig(
    @Setting(key = "upstream.host", format = TextFormat.PUBLIC_HOST)
        @Description(
            "The `Host` header that Rails receives. Empty: the host that the browser requested.")
        String host,
    @Setting(key = "upstream.forward-cookies", format = TextFormat.TOKEN)
        @Description("The cookies that reach Rails. Empty: all of them.")
        List<String> forwardCookies,
    @Setting(key = "upstream.forward-headers", format = TextFormat.TOKEN)
        @Description(
            "Headers that reach Rails beside `Cookie`, `Origin`, `User-Agent` and"
                + " `Accept-Language`, for example `Authorization`. `X-Request-Id` has a value even"
                + " if the request has none.")
        List<String> forwardHeaders,
    @Setting(key = "upstream.forward-query", format = TextFormat.PARAMETER)
        @Description("Query parameters that are added to the upstream URL, for example `token`.")
        List<String> forwardQuery) {}
