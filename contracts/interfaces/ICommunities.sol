// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Communities
/// @notice Registry of all communities of this deployment: who owns them, who holds which role, which modules act on
/// their token. One community is one token; the token's address is the community's identity everywhere.
/// @dev Every raise of power (a cap, a module, a reporter) waits for `delay` seconds: the first call schedules and emits
/// {Scheduled}, the same call repeated after `readyAt` takes effect; unused, it lapses 14 days later. Lowering is immediate.
interface ICommunities {
    /// @notice Issuance caps and tier thresholds, all in earning units (10^max(decimals-3, 0) base units).
    /// @param memberDay most that one member earns in a UTC day; below 2^30. 0 means uncapped.
    /// @param memberWeek most that one member earns in a week that starts on Monday, UTC; below 2^32. 0 means uncapped.
    /// @param communityDay most that the community issues in a UTC day, whatever the source; below 2^48. Neither uncapped nor 0.
    /// @param silver lifetime earnings from which a member is silver; likewise gold, platinum. Non-decreasing, below 2^40.
    /// @param tierByBalance tiers rest on what a member holds instead: spending demotes. Changing it counts as a raise.
    struct Caps {
        uint32 memberDay;
        uint32 memberWeek;
        uint48 communityDay;
        uint40 silver;
        uint40 gold;
        uint40 platinum;
        bool tierByBalance;
    }

    /// @param name,symbol 1 to 31 bytes each, none of them a control character.
    /// @param supplyCap most base units that may exist at once, counting burned ones that may yet be refunded; 0 means 2^96-1.
    /// @param maxBalance most base units that one address may receive to hold; 0 means no limit. A refund alone may pass it.
    /// @param closed true: loyalty points, which move only through the economy's modules; false: an ordinary ERC-20.
    /// @param clawback true: admins may deduct, reset and decay balances. Fixed for ever, like all of the above.
    /// @param underlying an existing ERC-20 of at most 18 decimals that is to back the token one to one, or zero for a
    /// native token. A wrapped token issues from a budget only; its supply is what was wrapped, so `supplyCap` must be 0.
    /// @param modules modules from the catalogue that may act on this token from the start.
    struct NewCommunity {
        string name;
        string symbol;
        uint96 supplyCap;
        uint96 maxBalance;
        bool closed;
        bool clawback;
        Caps caps;
        address underlying;
        address[] modules;
    }

    event CommunityCreated(
        address indexed token,
        address indexed owner,
        string name,
        string symbol,
        uint8 decimals,
        uint96 supplyCap,
        uint96 maxBalance,
        bool closed,
        bool clawback,
        address underlying
    );
    event CapsSet(address indexed token, Caps caps);
    event OwnershipTransferStarted(address indexed token, address indexed owner, address indexed newOwner);
    event OwnershipTransferred(address indexed token, address indexed previousOwner, address indexed newOwner);
    /// @param roles the account's whole bitmask from now on.
    event RolesSet(address indexed token, address indexed account, uint256 roles);
    /// @param name what the module is, for example "Earnings".
    event ModuleAdded(address indexed module, bytes32 indexed name);
    event ModuleSet(address indexed token, address indexed module, bool enabled);
    event PausedSet(address indexed token, bool paused, address by);
    /// @param call the call that will take effect when repeated at `readyAt` (unix seconds) or later.
    event Scheduled(address indexed token, bytes32 indexed id, uint48 readyAt, bytes call);
    event ScheduleCancelled(address indexed token, bytes32 indexed id);

    error CommunitiesUnknown(address token);
    error CommunitiesNotOwner(address token, address caller);
    error CommunitiesNotCurator(address caller);
    error CommunitiesMissingRole(address token, address account, uint256 role);
    error CommunitiesBadCaps();
    error CommunitiesBadName();
    /// @notice No contract, no ERC-20 that tells its decimals, more than 18 of them, a community's token, or a supply cap
    /// beside it.
    error CommunitiesBadUnderlying(address underlying);
    error CommunitiesModuleUnknown(address module);
    error CommunitiesModuleListed(address module);
    error CommunitiesBadModule(address module);
    error CommunitiesTooEarly(uint48 readyAt);
    error CommunitiesNothingScheduled(bytes32 id);
    error CommunitiesZeroAddress();

    /// @notice Creates a community, whose token is native with 18 decimals or wraps another with that one's decimals. Anyone
    /// may; the caller becomes its owner.
    /// @return token the community's token, which names it in every other call
    function createCommunity(NewCommunity calldata params) external returns (address token);

    /// @notice Starts the hand-over of a community; the new owner must accept. The zero address takes an offer back.
    function transferOwnership(address token, address newOwner) external;
    /// @notice Completes a hand-over; only the address named in {transferOwnership}.
    function acceptOwnership(address token) external;

    /// @notice Grants every role in `roles` to the account. Owner only; admins may grant MODERATOR and FULFILLER.
    /// REPORTER waits for the time-lock (repeat the call).
    function grantRoles(address token, address account, uint256 roles) external;
    /// @notice Takes roles away at once. Owner only; admins may revoke MODERATOR and FULFILLER; anyone may drop their own.
    function revokeRoles(address token, address account, uint256 roles) external;

    /// @notice Sets caps and tier thresholds. Owner only. Waits for the time-lock if any cap rises (or a threshold falls).
    function setCaps(address token, Caps calldata caps) external;
    /// @notice Lets a module of the catalogue act on the token. Owner only; waits for the time-lock.
    function enableModule(address token, address module) external;
    /// @notice Ends a module's power over the token at once, but for refunds of what it burned. Owner only.
    function disableModule(address token, address module) external;
    /// @notice Takes back a scheduled change. Owner only.
    function cancelScheduled(address token, bytes32 id) external;

    /// @notice Stops earning, gifts and transfers of this community (never exits or due refunds). PAUSER, admin or owner.
    function pause(address token) external;
    /// @notice Ends a pause. Admin or owner.
    function unpause(address token) external;

    /// @notice Sets the caller's own custodial ceiling: base units per UTC day that the operator may move out of the
    /// account for any purpose but shop purchases. Lowering is immediate; raising takes effect after 24 hours.
    function setCeiling(address token, uint96 ceiling) external;

    /// @notice Adds a module to the append-only catalogue. Curator only. The module must trust this deployment's forwarders.
    function addModule(address module, bytes32 name) external;

    /// @notice The seconds a raise must wait (86,400 by default, 0 on a local network).
    function delay() external view returns (uint48);
    function curator() external view returns (address);
    function isCommunity(address token) external view returns (bool);
    function ownerOf(address token) external view returns (address);
    function pendingOwnerOf(address token) external view returns (address);
    function rolesOf(address token, address account) external view returns (uint256);
    /// @notice True for whoever holds at least one of `roles`, and for the owner unless REPORTER alone is asked for.
    function hasRole(address token, address account, uint256 roles) external view returns (bool);
    function modules() external view returns (address[] memory);
    /// @notice When a scheduled change may take effect (unix seconds); 0 if none is scheduled, or it has lapsed.
    function readyAt(bytes32 id) external view returns (uint48);
}
