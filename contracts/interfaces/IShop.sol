// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Shop
/// @notice What a community's tokens buy. A purchase burns its price, mints receipts (ERC-1155, one per unit) and writes a
/// record; a redemption is a purchase of something that somebody has to hand over: requested, then fulfilled or refused.
/// @dev Receipt id: the token's address << 96 | item. Items and purchases are numbered from 1, per token. Times are unix
/// seconds, prices base units. A record keeps the terms under which it was made: an edit binds later purchases only.
/// Receipts are minted without asking their receiver, so that no contract is called and a graduated account can buy.
/// Buying stops while the community is paused; refunds, uses, fulfilments and refusals never do, and refunds survive even
/// the module's being disabled.
interface IShop {
    /// @notice What a purchase pays back to who changes their mind.
    /// None: nothing. Timed: 100 % within an hour, 50 % within 24 hours, unless its time has run out before. Unused: 90 %
    /// of units that nothing was used of. Of anything consumable, only untouched units are taken back.
    enum Refund {
        None,
        Timed,
        Unused
    }

    /// @notice How an item is handed over. All but None are redemptions and need `fulfilWithin`.
    enum Fulfilment {
        None,
        Role,
        ColourRole,
        Channel,
        Pin,
        Code,
        Nft,
        TierLift,
        Manual,
        Webhook
    }

    /// @notice Refused and fulfilled are final. A request past its deadline stays Requested, and is refundable in full.
    enum State {
        /// Nothing to hand over.
        None,
        Requested,
        Fulfilled,
        Refused
    }

    enum Restock {
        Add,
        Set,
        Subtract
    }

    /// @notice Two slots. What an admin sets of an item.
    struct Terms {
        uint96 price;
        /// The price from `saleOpens` until before `saleCloses`; at most `price`. A `saleCloses` of 0: no flash sale.
        uint96 salePrice;
        /// Most units that one member may have bought and not given back; 0: no limit.
        uint16 perMember;
        /// Seconds that a purchase lasts, from its fulfilment where it needs one; 0: for ever.
        uint32 duration;
        /// An item of which the buyer must hold a receipt, of whatever age; 0: none.
        uint16 heldItem;
        /// On sale from `opens` until before `closes`; 0: without a bound.
        uint40 opens;
        uint40 closes;
        uint40 saleOpens;
        uint40 saleCloses;
        /// Seconds in which a redemption must be fulfilled.
        uint32 fulfilWithin;
        /// How often a unit can be used; 0: it is not consumable.
        uint16 uses;
        /// None for what cannot be taken back: Code, Nft, TierLift.
        Refund refund;
        Fulfilment kind;
        /// 0 bronze (everybody) to 3 platinum.
        uint8 minTier;
        bool active;
        /// Whether receipts move between members: fixed for ever, and only for what is permanent, not consumable and
        /// needs no fulfilment, so that a receipt alone says all that its holder has.
        bool transferable;
    }

    /// @notice Public texts, kept in the event only, and two hashes.
    /// @param uri where metadata lies (description, image, emoji), or the metadata itself.
    /// @param contentHash keccak256 of the texts shown, so that what was sold can be proven.
    /// @param roleHash hash of a chat role that the buyer must hold; checked off-chain, zero for none.
    struct Texts {
        string name;
        string category;
        string uri;
        bytes32 contentHash;
        bytes32 roleHash;
    }

    /// @param left units on stock; 2^32-1: unlimited.
    /// @param sold units bought or granted and not given back.
    struct Item {
        Terms terms;
        uint32 left;
        uint64 sold;
        bytes32 roleHash;
        bytes32 contentHash;
    }

    /// @notice Two slots. `buyer` is its owner for good: who alone may use and refund it.
    struct Purchase {
        address buyer;
        uint16 item;
        uint16 quantity;
        /// Units refunded or removed.
        uint16 returned;
        /// Over all units.
        uint32 used;
        uint96 unitPrice;
        uint40 boughtAt;
        /// 0: never.
        uint40 expiresAt;
        /// 0: there is nothing to fulfil.
        uint40 fulfilBy;
        /// Per unit.
        uint16 uses;
        Refund refund;
        State state;
    }

    event ItemSet(
        address indexed token,
        uint256 indexed item,
        Terms terms,
        string name,
        string category,
        string uri,
        bytes32 contentHash,
        bytes32 roleHash
    );
    /// @param left 2^32-1: unlimited. Purchases and refunds move it without this event.
    event StockSet(address indexed token, uint256 indexed item, uint32 left);
    /// @param expiresAt as if fulfilled at once; {Fulfilled} tells the final one
    /// @param fulfilBy 0 where nothing is to be handed over; otherwise the purchase is Requested
    event Purchased(
        address indexed token,
        address indexed buyer,
        uint256 indexed item,
        uint256 purchase,
        uint256 quantity,
        uint256 unitPrice,
        uint40 expiresAt,
        uint40 fulfilBy
    );
    /// @notice The {Purchased} before it was a present of the staff's.
    event Granted(address indexed token, uint256 indexed purchase, address by, bytes32 reasonHash);
    event Fulfilled(address indexed token, uint256 indexed purchase, address by, uint40 expiresAt);
    /// @notice A {Refunded} of all that was left of it follows.
    event Refused(address indexed token, uint256 indexed purchase, address by, bytes32 reasonHash);
    /// @param uses used now
    /// @param left uses left of the whole purchase
    event Used(address indexed token, address indexed buyer, uint256 indexed purchase, uint256 uses, uint256 left);
    /// @notice Units went back to the stock, and their receipts are gone.
    /// @param amount base units paid; 0 where nothing was due
    event Refunded(
        address indexed token,
        address indexed buyer,
        uint256 indexed purchase,
        uint256 item,
        uint256 quantity,
        uint256 amount
    );
    /// @notice The staff took units away. A {Refunded} with what was due to the buyer follows.
    event Removed(address indexed token, uint256 indexed purchase, uint256 quantity, address by, bytes32 reasonHash);

    error ShopMissingRole(address token, address caller, uint256 role);
    error ShopUnknownItem(uint256 item);
    /// @param field of {Terms} that is out of bounds, or does not go with another
    error ShopBadItem(string field);
    error ShopZeroAddress();
    error ShopUnlimited(uint256 item);
    /// @param most that may be asked for
    error ShopBadQuantity(uint256 quantity, uint256 most);
    error ShopInactive(uint256 item);
    error ShopNotOpenYet(uint256 opensAt);
    error ShopClosed(uint256 closedAt);
    error ShopSoldOut(uint256 left);
    /// @param left units that the member may still buy
    error ShopMemberLimit(uint256 left, uint256 perMember);
    error ShopTierTooLow(uint8 tier, uint8 required);
    error ShopItemRequired(uint256 item);
    error ShopPriceAbove(uint256 price, uint256 maxPrice);
    error ShopNotBuyer(uint256 purchase, address caller);
    error ShopNotRequested(uint256 purchase);
    error ShopTooLate(uint256 deadline);
    error ShopNotFulfilled(uint256 purchase);
    error ShopExpired(uint256 expiredAt);
    /// @param left uses left
    error ShopUsedUp(uint256 left);
    error ShopNotRefundable(uint256 purchase);
    error ShopNotTransferable(uint256 item);
    error ShopNotModule(address caller);

    /// @notice Puts a new item on the shelf. Admin or owner.
    /// @param stock 2^32-1: unlimited
    function addItem(address token, Terms calldata terms, uint32 stock, Texts calldata texts)
        external
        returns (uint256 item);
    /// @notice Changes all of an item but its stock and whether its receipts move. Admin or owner.
    function editItem(address token, uint256 item, Terms calldata terms, Texts calldata texts) external;
    /// @notice Changes an item's stock. Admin or owner. {Restock-Set} alone goes to and from unlimited, which is 2^32-1.
    function restock(address token, uint256 item, Restock how, uint32 units) external;
    /// @notice Gives units for nothing, regardless of price, windows, limits and requirements, but out of the stock. What is
    /// granted can be given back, for nothing. Admin or owner.
    function grant(address token, uint256 item, address to, uint256 quantity, bytes32 reasonHash) external;
    /// @notice Takes units back, untouched ones first, and pays for these what the buyer could have claimed at this moment,
    /// and in full where they were not handed over: nobody loses by it what was due. Receipts that the buyer has passed on are out of reach. Admin or owner.
    function remove(address token, uint256 purchase, uint256 quantity, bytes32 reasonHash) external;

    /// @notice Buys with the caller's tokens. The operator's buying for a member counts against no ceiling.
    /// @param quantity 1 to 65,535
    /// @param maxPrice most base units that all units together may cost: a guard against a price that has changed
    function buy(address token, uint256 item, uint256 quantity, uint256 maxPrice) external returns (uint256 purchase);
    /// @notice Uses a consumable. Its buyer only, once it is fulfilled and before it expires.
    function use(address token, uint256 purchase, uint256 uses) external;
    /// @notice Gives units back for what {Refund} pays; in full where a redemption was not fulfilled in time. Its buyer only,
    /// who must still hold the receipts.
    function refund(address token, uint256 purchase, uint256 quantity) external;

    /// @notice Records that a redemption was handed over, up to its deadline: after it the buyer's refund stands. FULFILLER.
    function fulfil(address token, uint256 purchase) external;
    /// @notice Declines a redemption and refunds it in full, also past its deadline. FULFILLER.
    function refuse(address token, uint256 purchase, bytes32 reasonHash) external;

    /// @notice Moves receipts of a transferable item for their holder, who has agreed to it there. Modules of the community
    /// only. The record stays its buyer's, who can give back no more units than receipts held.
    function moveReceipt(address token, uint256 item, address from, address to, uint256 quantity) external;

    function itemCount(address token) external view returns (uint256);
    function itemOf(address token, uint256 item) external view returns (Item memory);
    /// @notice Base units of a unit at this moment, flash sale considered.
    function priceOf(address token, uint256 item) external view returns (uint256);
    /// @notice Units that the member has bought or was granted, and has not given back.
    function boughtBy(address token, uint256 item, address member) external view returns (uint256);
    function purchaseCount(address token) external view returns (uint256);
    function purchaseOf(address token, uint256 purchase) external view returns (Purchase memory);
    /// @notice What {refund} would take and pay at this moment: units, and base units for all of them.
    function refundOf(address token, uint256 purchase) external view returns (uint256 units, uint256 amount);
    function receiptOf(address token, uint256 item) external pure returns (uint256 id);
}
