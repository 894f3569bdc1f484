-- Remembers that Rails itself has broadcast on a stream.
-- KEYS  numbering (hash)
-- ARGV  life of a numbering in ms
local clock = redis.call('TIME')
redis.call('HSET', KEYS[1], 'rails', clock[1] * 1000 + math.floor(clock[2] / 1000))
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
