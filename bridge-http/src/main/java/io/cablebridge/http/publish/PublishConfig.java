package io.cablebridge.http.publish;

import static io.cablebridge.setting.Reload.AT_ONCE;

import io.cablebridge.secret.Secret;
import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;

/** Keys and limits for publishing over HTTP; keys below {@code publish.} */
public record PublishConfig(
    @Setting(key = "publish.secret")
        @Description(
            "The key from which the bridge derives the two others where they are not set, as"
                + " AnyCable does: in lower-case hexadecimal, HMAC-SHA256 of `broadcast-cable` and"
                + " of `api-cable`.")
        Secret secret,
    @Setting(key = "publish.broadcast-key")
        @Description("The bearer token that `POST /_broadcast` requires.")
        Secret broadcastKey,
    @Setting(key = "publish.api-key")
        @Description("The bearer token that `POST /api/publish` requires.")
        Secret apiKey,
    @Setting(
            key = "publish.max-body",
            defaultValue = "1MiB",
            range = "1KiB to 64MiB",
            bytes = true,
            reload = AT_ONCE)
        @Description("The longest body of a publication. A longer one is answered with 413.")
        int maxBody) {}
