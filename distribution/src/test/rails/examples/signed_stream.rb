# frozen_string_literal: true

# Gives a page the name of the stream of a customer's orders. Check here whether the user may have it.
class OrderStreamsController < ActionController::API
  def show
    verifier = ActiveSupport::MessageVerifier.new(ENV.fetch("STREAMS_SECRET"), digest: "SHA256", serializer: JSON)
    render json: { stream: verifier.generate("orders/#{params[:customer]}") }
  end
end
