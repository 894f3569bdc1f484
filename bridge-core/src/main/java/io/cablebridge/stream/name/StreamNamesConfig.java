package io.cablebridge.stream.name;

import io.cablebridge.secret.Secret;
import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;

/** Which stream names clients may read; keys below {@code streams.} */
public record StreamNamesConfig(
    @Setting(key = "streams.public", defaultValue = "false")
        @Description("Allows every client to read every stream by its plain name.")
        boolean publicNames,
    @Setting(key = "streams.secret")
        @Description(
            "The key that signs stream names (HMAC-SHA256, as in AnyCable and Rails). Without it no"
                + " signed name is valid.")
        Secret secret,
    @Setting(key = "streams.turbo.enabled", defaultValue = "false")
        @Description("Serves `Turbo::StreamsChannel` in the bridge. Otherwise Rails serves it.")
        boolean turbo,
    @Setting(key = "streams.turbo.secret")
        @Description(
            "The application's `config.turbo.signed_stream_verifier_key`, if it sets one. Takes"
                + " precedence over `streams.turbo.secret-key-base`.")
        Secret turboSecret,
    @Setting(key = "streams.turbo.secret-key-base")
        @Description(
            "The application's `secret_key_base`, from which Turbo's own key is derived. With"
                + " neither of the two, every Turbo stream is refused.")
        Secret turboSecretKeyBase,
    @Setting(key = "streams.turbo.digest", defaultValue = "sha256")
        @Description(
            "The digest of that derivation: `sha1` for Rails up to 6.1 and for applications without"
                + " `load_defaults 7.0` or newer.")
        TurboKey.Digest turboDigest) {}
