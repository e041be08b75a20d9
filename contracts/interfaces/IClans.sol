// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Clans
/// @notice Members of a community band together and compete. A challenge runs over whole UTC days; a member's score is on
/// how many of them activity of theirs was settled, as the token itself remembers it for 32 days. So it is the same
/// whoever counts it and whenever in the time to count. The bonus pool, held here from the start, is split by score.
/// @dev Days are unix days. A clan's or challenge's words stand elsewhere; here is their hash.
interface IClans {
    struct Clan {
        address leader;
        uint16 size;
        /// A dissolved clan has no members, and no number is used twice.
        /// Unix day; 0 while it lasts.
        uint48 dissolvedOn;
        bytes32 textHash;
    }

    /// @notice Membership of the one clan that a member is in. One slot.
    struct Membership {
        /// 0: none.
        uint64 clan;
        uint48 since;
        /// Day on which the member left; 0 while in it.
        uint48 until;
    }

    enum State {
        None,
        Open,
        /// Scores are final; bonuses are paid out.
        Closed,
        Cancelled
    }

    struct Challenge {
        address creator;
        State state;
        /// The pool was issued for it: bonuses count to the lifetime earned, and what is left is burned.
        bool issued;
        uint16 firstDay;
        uint16 lastDay;
        /// Days after the last one in which scores are counted.
        uint8 tallyDays;
        uint96 pool;
        /// Of the pool, still held.
        uint96 left;
        /// Sum of all scores counted, and of those paid.
        uint64 total;
        uint64 paid;
        bytes32 textHash;
    }

    event ClanCreated(address indexed token, uint256 indexed clan, address indexed leader, bytes32 textHash);
    event ClanInvited(address indexed token, uint256 indexed clan, address indexed member);
    event ClanJoined(address indexed token, uint256 indexed clan, address indexed member);
    /// @param by the member, or the leader
    event ClanLeft(address indexed token, uint256 indexed clan, address indexed member, address by);
    event ClanLeaderSet(address indexed token, uint256 indexed clan, address indexed leader);
    event ClanDissolved(address indexed token, uint256 indexed clan);
    event ChallengeCreated(
        address indexed token,
        uint256 indexed challenge,
        address indexed creator,
        uint16 firstDay,
        uint16 lastDay,
        uint8 tallyDays,
        uint256 pool,
        bool issued,
        bytes32 textHash
    );
    event ChallengeCancelled(address indexed token, uint256 indexed challenge);
    /// @param score days on which activity of the member's was settled
    event Tallied(
        address indexed token, uint256 indexed challenge, uint256 indexed clan, address member, uint256 score
    );
    event ChallengeClosed(address indexed token, uint256 indexed challenge, uint256 total);
    event BonusPaid(address indexed token, uint256 indexed challenge, address indexed member, uint256 amount);
    /// @notice What no score was owed went back to the creator, or was burned where it had been issued.
    event PoolReturned(address indexed token, uint256 indexed challenge, uint256 amount);

    error ClansNotCommunity(address token);
    error ClansNotAdmin(address token, address caller);
    error ClansInClan(address member, uint256 clan);
    error ClansNotInClan(address member);
    error ClansNotLeader(uint256 clan, address caller);
    error ClansUnknown(uint256 clan);
    error ClansNotInvited(uint256 clan, address member);
    error ClansFull(uint256 most);
    error ClansBanned(address member);
    /// @notice A leader hands the clan over, or dissolves it, and does not just leave the others.
    error ClansLeaderStays(uint256 others);
    error ClansBadChallenge(string field);
    error ClansUnknownChallenge(uint256 challenge);
    error ClansTooEarly(uint256 from);
    error ClansTooLate(uint256 until);
    error ClansTooMany(uint256 most);
    error ClansNotClosed(uint256 challenge);
    /// @notice The operator lets nothing be issued: an admin's own wallet does.
    error ClansOwnWallet();

    /// @notice Founds a clan led by the caller, who must be in none.
    function createClan(address token, bytes32 textHash) external returns (uint256 clan);
    /// @notice Lets a member join. Its leader only.
    function invite(address token, uint256 clan, address member) external;
    /// @notice Joins a clan that invited the caller, who must be in none.
    function joinClan(address token, uint256 clan) external;
    /// @notice Leaves the caller's clan. The last member's leaving dissolves it.
    function leaveClan(address token) external;
    /// @notice Puts a member out. Its leader only.
    function expel(address token, address member) external;
    /// @notice Hands the clan over to another of its members. Its leader only.
    function setLeader(address token, address member) external;
    /// @notice Ends the caller's clan for all members. Its leader only.
    function dissolveClan(address token) external;

    /// @notice Announces a challenge and takes its pool. Admin or owner.
    /// @param firstDay unix day, today at the earliest
    /// @param numberOfDays 1 to 14
    /// @param tallyDays days afterwards in which scores are counted, 1 to 14
    /// @param pool base units, from the caller's balance, or issued inside the community's day cap
    /// @param issued not through the operator, whose key might be stolen
    function createChallenge(
        address token,
        uint16 firstDay,
        uint8 numberOfDays,
        uint8 tallyDays,
        uint96 pool,
        bool issued,
        bytes32 textHash
    ) external returns (uint256 challenge);
    /// @notice Takes a challenge back before its first day. Admin or owner. At any time, also while paused.
    function cancelChallenge(address token, uint256 challenge) external;
    /// @notice Counts the scores of up to 100 members. Anybody, from the day after the last one for `tallyDays`. A member's
    /// score is on how many of the days, from joining a clan to leaving it, both included, the member was active; with
    /// several clans, that of the last one joined before the end. Whatever happens to clans after the last day changes nothing,
    /// and a leader who puts members out or dissolves the clan takes no day from them that they had. Passed over is who was
    /// counted, has no score, or is banned at the time.
    function tally(address token, uint256 challenge, address[] calldata members) external;
    /// @notice Makes the scores final. Anybody, once the time to count them is over. Without any score the pool goes back.
    function close(address token, uint256 challenge) external;
    /// @notice Pays the bonuses of up to 100 members. Anybody, once the challenge is closed; a second time pays nothing.
    /// What rounding down leaves goes back with the last one.
    function payBonus(address token, uint256 challenge, address[] calldata members) external;

    function clanOf(address token, uint256 clan) external view returns (Clan memory);
    /// @notice The clan that a member is in, or was in last; {Membership-until} tells, also where the clan was dissolved.
    function membershipOf(address token, address member) external view returns (Membership memory);
    function isInvited(address token, uint256 clan, address member) external view returns (bool);
    function challengeOf(address token, uint256 challenge) external view returns (Challenge memory);
    /// @notice A clan's score as far as counted.
    function clanScoreOf(address token, uint256 challenge, uint256 clan) external view returns (uint256);
    /// @notice A member's score as counted, and whether its bonus was paid.
    function scoreOf(address token, uint256 challenge, address member) external view returns (uint256 score, bool paid);
    /// @notice Base units that a community's open and unpaid pools hold.
    function escrowOf(address token) external view returns (uint256);
    function clanCount(address token) external view returns (uint256);
    function challengeCount(address token) external view returns (uint256);
}
