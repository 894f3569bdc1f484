-- Marks a stream as one on which Rails itself has broadcast.
-- KEYS  numbering: hash with epoch and newest offset
-- ARGV  life of an epoch in ms
local clock = redis.call('TIME')
redis.call('HSET', KEYS[1], 'rails', clock[1] * 1000 + math.floor(clock[2] / 1000))
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
