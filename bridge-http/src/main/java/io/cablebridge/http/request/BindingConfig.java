package io.cablebridge.http.request;

import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import io.cablebridge.setting.TextFormat;
import java.util.List;

/**
 * Which requests belong to a session: the length of its id, and the headers and cookies that must
 * stay equal; keys below {@code session.}
 */
public record BindingConfig(
    @Setting(
            key = "session.min-id-length",
            defaultValue = "16",
            range = "1 to 1024",
            notAbove = "session.max-id-length")
        @Description(
            "The fewest characters of an events id. An id is a secret: do not make it short.")
        int minIdLength,
    @Setting(key = "session.max-id-length", defaultValue = "128", range = "1 to 1024")
        @Description("The most characters of an events id.")
        int maxIdLength,
    @Setting(key = "session.bind-headers", defaultValue = "Origin", format = TextFormat.TOKEN)
        @Description(
            "Headers that must be equal in the request that opened a session and in every later"
                + " one. Empty: none.")
        List<String> bindHeaders,
    @Setting(key = "session.bind-cookies", format = TextFormat.TOKEN)
        @Description(
            "Cookies that must be equal in the same way. Rails rewrites its session cookie on most"
                + " responses: name a cookie that stays the same.")
        List<String> bindCookies) {}
